import type { Kept as KeptOfAll } from "../../../kit/keep/memory.ts";
import { recall as recallAll, worthKeeping } from "../../../kit/keep/memory.ts";
import type { Store } from "../../../kit/keep/store.ts";
import type { Fan } from "../phone/fan.ts";
import { emptyRegister } from "../register/register.ts";
import {
  emptyRoom,
  type Material,
  type Medium,
  type PlatformAccount,
  type Room,
  type Token,
} from "./room.ts";

type Kept = KeptOfAll & {
  readonly fans: readonly Fan[];
  readonly media: readonly Medium[];
  readonly tokens: readonly Token[];
  readonly issued: Room["issued"];
  /** Absent in what an older version kept. */
  readonly register?: Room["register"];
  readonly materials?: readonly Material[];
  readonly agents?: Room["agents"];
  readonly sessions?: Room["sessions"];
  readonly records?: Room["records"];
};

/** What was kept of these accounts. */
export async function recall(store: Store, accounts: readonly PlatformAccount[]): Promise<readonly Room[]> {
  const kept = await recallAll<Kept>(store, ["fans", "media", "tokens", "issued", "ledger"]);
  return kept.flatMap(({ accountId, fans, media, materials = [], register, ...rest }) => {
    const account = accounts.find(({ id }) => id === accountId);
    if (account === undefined) return [];
    const room = { ...emptyRoom(account), ...rest, register: { ...emptyRegister, ...register } };
    for (const fan of fans) room.fans.set(fan.openid, fan);
    for (const medium of media) room.media.set(medium.id, medium);
    for (const one of materials) room.materials.set(one.id, one);
    return [room];
  });
}

export const keptOf = (room: Room): Kept => ({
  accountId: room.account.id,
  fans: [...room.fans.values()],
  media: [...room.media.values()],
  tokens: room.tokens,
  issued: room.issued,
  materials: [...room.materials.values()],
  agents: room.agents,
  sessions: room.sessions,
  records: room.records,
  register: room.register,
  ledger: worthKeeping(room.ledger),
  lastEntry: room.lastEntry,
});
