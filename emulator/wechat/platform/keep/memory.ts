import type { Kept as KeptOfAll } from "../../../kit/keep/memory.ts";
import { recall as recallAll, worthKeeping } from "../../../kit/keep/memory.ts";
import type { Store } from "../../../kit/keep/store.ts";
import type { Fan } from "../phone/fan.ts";
import { emptyRoom, type Medium, type PlatformAccount, type Room, type Token } from "./room.ts";

type Kept = KeptOfAll & {
  readonly fans: readonly Fan[];
  readonly media: readonly Medium[];
  readonly tokens: readonly Token[];
  readonly issued: Room["issued"];
};

/** What was kept of these accounts. */
export async function recall(store: Store, accounts: readonly PlatformAccount[]): Promise<readonly Room[]> {
  const kept = await recallAll<Kept>(store, ["fans", "media", "tokens", "issued", "ledger"]);
  return kept.flatMap(({ accountId, fans, media, ...rest }) => {
    const account = accounts.find(({ id }) => id === accountId);
    if (account === undefined) return [];
    const room = { ...emptyRoom(account), ...rest };
    for (const fan of fans) room.fans.set(fan.openid, fan);
    for (const medium of media) room.media.set(medium.id, medium);
    return [room];
  });
}

export const keptOf = (room: Room): Kept => ({
  accountId: room.account.id,
  fans: [...room.fans.values()],
  media: [...room.media.values()],
  tokens: room.tokens,
  issued: room.issued,
  ledger: worthKeeping(room.ledger),
  lastEntry: room.lastEntry,
});
