import type { Books as BooksOf } from "../../kit/keep/books.ts";
import { type Kept as KeptOfAll, recall as recallAll, worthKeeping } from "../../kit/keep/memory.ts";
import type { KeptFan, KeptRoom, PhoneItem as Item } from "../../kit/keep/room.ts";
import type { Store } from "../../kit/keep/store.ts";
import type { SimulatedAccount } from "../account.ts";
import type { Shown as Said } from "../reply-data.ts";
import type { Opened } from "./window.ts";

/** What the platform has on file of an account. */
export type PlatformAccount = SimulatedAccount & {
  readonly id: string;
  readonly name: string;
  /** What stands at the top of its thread. */
  readonly title: string;
  readonly accessToken: string;
  /** The buttons under the thread. */
  readonly menu: readonly { readonly name: string; readonly key: string }[];
};

/** What either side shows in its bubble. */
export type Shown = Said | { readonly kind: "image"; readonly mediaId: string };

/** What the app itself writes between the bubbles. */
export type Notice =
  | { readonly kind: "followed" | "unfollowed" }
  | { readonly kind: "scanned"; readonly scene: string }
  | { readonly kind: "tapped"; readonly name: string };

export type PhoneItem = Item<Shown, Notice>;

/** A fan and her phone, on one account; `openid` is her uid. */
export type Fan = KeptFan<Shown, Notice> & {
  readonly name: string;
  readonly following: boolean;
  /** How far the platform's clock runs ahead for her alone. */
  readonly aheadMs: number;
  readonly opened: Opened;
};

export const newFan = (uid: string, name: string, following: boolean): Fan => ({
  openid: uid,
  name,
  following,
  aheadMs: 0,
  opened: {},
  thread: [],
  last: 0,
  v: 0,
});

/** What goes wrong on purpose with the next sends. */
export type SendFault =
  | { readonly kind: "errcode"; readonly code: number; readonly left: number }
  /** Taken and shown, but the answer never comes. */
  | { readonly kind: "taken_no_answer"; readonly left: number };

export type Room = KeptRoom<PlatformAccount, Fan> & {
  /** What fans have sent, by the account's own id of it; the bytes lie in the store. Newest last. */
  files: readonly string[];
  fault: SendFault | undefined;
};

export type Books = BooksOf<Room, Fan, Shown, Notice>;

export const emptyRoom = (account: PlatformAccount): Room => ({
  account,
  fans: new Map(),
  files: [],
  ledger: [],
  lastEntry: 0,
  fault: undefined,
});

type Kept = KeptOfAll & { readonly fans: readonly Fan[]; readonly files: readonly string[] };

/** What was kept of these accounts. */
export async function recall(store: Store, accounts: readonly PlatformAccount[]): Promise<readonly Room[]> {
  const kept = await recallAll<Kept>(store, ["fans", "files", "ledger"]);
  return kept.flatMap(({ accountId, fans, ...rest }) => {
    const account = accounts.find(({ id }) => id === accountId);
    if (account === undefined) return [];
    const room = { ...emptyRoom(account), ...rest };
    for (const fan of fans) room.fans.set(fan.openid, fan);
    return [room];
  });
}

export const keptOf = ({ account, fans, files, ledger, lastEntry }: Room): Kept => ({
  accountId: account.id,
  fans: [...fans.values()],
  files,
  ledger: worthKeeping(ledger),
  lastEntry,
});
