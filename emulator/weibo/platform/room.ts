import type { Fault } from "../../kit/fault/fault.ts";
import { type Pushes, straight } from "../../kit/keep/turn.ts";
import type { Books as BooksOf } from "../../kit/keep/books.ts";
import { type Kept as KeptOfAll, recall as recallAll, worthKeeping } from "../../kit/keep/memory.ts";
import type { KeptFan, KeptRoom, PhoneItem as Item } from "../../kit/keep/room.ts";
import type { Store } from "../../kit/keep/store.ts";
import type { SimulatedAccount } from "../account.ts";
import type { WireButton } from "../menu/read-menu.ts";
import type { AuthCode, OpenToken } from "../open-api/oauth.ts";
import { type OpenLimits, UNUSED, type Usage } from "../open-api/rates.ts";
import type { Shown as Said } from "../reply-data.ts";
import type { Opened } from "./window.ts";

/** What the platform has on file of an account. */
export type PlatformAccount = SimulatedAccount & {
  readonly id: string;
  readonly name: string;
  /** What stands at the top of its thread. */
  readonly title: string;
  readonly accessToken: string;
  /** Of its application; its uid where there is none of its own. */
  readonly appKey?: string;
  /** What it was granted beside the usual. */
  readonly openLimits?: Partial<OpenLimits>;
  /** Whether it is told of what calls it by its name; otherwise it has to ask. */
  readonly mentionPush?: boolean;
  /** The buttons under the thread, until its interface makes others. */
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

export type Room = KeptRoom<PlatformAccount, Fan> & {
  /** What fans have sent, by the account's own id of it; the bytes lie in the store. Newest last. */
  files: readonly string[];
  faults: readonly Fault[];
  readonly pushes: Pushes;
  /** What it has used of the open API. */
  usage: Usage;
  tokens: readonly OpenToken[];
  codes: readonly AuthCode[];
  /** As its interface has made it. */
  menu: readonly WireButton[] | undefined;
  /** Tokens that are dead. */
  revoked: readonly string[];
  /** What it has said in public last. */
  said: {
    readonly at: number;
    readonly recent: readonly { readonly at: number; readonly text: string }[];
  };
};

export type Books = BooksOf<Room, Fan, Shown, Notice>;

export const emptyRoom = (account: PlatformAccount): Room => ({
  account,
  fans: new Map(),
  files: [],
  ledger: [],
  lastEntry: 0,
  faults: [],
  pushes: straight(),
  usage: UNUSED,
  tokens: [],
  codes: [],
  menu: undefined,
  revoked: [],
  said: { at: 0, recent: [] },
});

type Kept = KeptOfAll & {
  readonly fans: readonly Fan[];
  readonly files: readonly string[];
  readonly usage?: Usage;
  readonly tokens?: readonly OpenToken[];
  readonly revoked?: readonly string[];
  readonly menu?: readonly WireButton[] | undefined;
};

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

export const keptOf = ({
  account,
  fans,
  files,
  ledger,
  lastEntry,
  usage,
  tokens,
  revoked,
  menu,
}: Room): Kept => ({
  accountId: account.id,
  menu,
  fans: [...fans.values()],
  files,
  usage,
  tokens,
  revoked,
  ledger: worthKeeping(ledger),
  lastEntry,
});
