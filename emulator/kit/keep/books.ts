import type { CallEntry, Entered, Entering, LedgerEntry, PushEntry } from "./ledger.ts";
import { FANS_MAX, LEDGER_MAX, THREAD_MAX } from "./limits.ts";
import type { KeptFan, KeptRoom, PhoneItem } from "./room.ts";

/** An item without the numbers that the thread gives. */
export type Showing<Shown, Notice> =
  PhoneItem<Shown, Notice> extends infer Item
    ? Item extends PhoneItem<Shown, Notice>
      ? Omit<Item, "n" | "v">
      : never
    : never;

/** Everything a platform remembers, and the only way in which it changes. */
export type Books<Room, Fan, Shown, Notice> = {
  readonly rooms: () => readonly Room[];
  readonly room: (accountId: string) => Room | undefined;
  /** Replaces what is known of a fan; she counts as the liveliest now. */
  readonly putFan: (room: Room, fan: Fan) => Fan;
  readonly show: (room: Room, openid: string, showing: Showing<Shown, Notice>) => void;
  readonly enter: <T extends PushEntry | CallEntry>(room: Room, entering: Entering<T>) => Entered<T>;
  /** Replaces an entry by what has become of it. */
  readonly amend: <T extends PushEntry | CallEntry>(room: Room, entry: Entered<T>) => Entered<T>;
  /** For what is in no thread and no ledger: tokens, media, switches. */
  readonly touch: () => void;
  readonly version: () => number;
  readonly watch: (listener: () => void) => () => void;
};

export function openBooks<
  Account extends { readonly id: string },
  Shown,
  Notice,
  Fan extends KeptFan<Shown, Notice>,
  Room extends KeptRoom<Account, Fan>,
>(
  accounts: () => readonly Account[],
  emptyRoom: (account: Account) => Room,
  kept: readonly Room[] = [],
): Books<Room, Fan, Shown, Notice> {
  const room = roomsOf(accounts, emptyRoom, kept);
  const { tell, watch } = createBell();
  let version = Math.max(0, ...kept.flatMap(versionsOf));

  function putFan(place: Room, fan: Fan): Fan {
    const next = { ...fan, v: ++version };
    place.fans.delete(fan.openid);
    place.fans.set(fan.openid, next);
    const [quietest] = place.fans.keys();
    if (place.fans.size > FANS_MAX && quietest !== undefined) place.fans.delete(quietest);
    tell();
    return next;
  }

  return {
    rooms: () => accounts().flatMap(({ id }) => room(id) ?? []),
    room,
    putFan,
    show(place, openid, showing) {
      const fan = place.fans.get(openid);
      if (fan === undefined) return;
      const n = fan.last + 1;
      const item = { ...showing, n, v: ++version } as PhoneItem<Shown, Notice>;
      putFan(place, { ...fan, last: n, thread: [...fan.thread, item].slice(-THREAD_MAX) });
    },
    enter(place, entering) {
      const entry = { ...entering, n: ++place.lastEntry, v: ++version };
      place.ledger = [...place.ledger, entry as LedgerEntry].slice(-LEDGER_MAX);
      tell();
      return entry;
    },
    amend(place, entry) {
      const next = { ...entry, v: ++version };
      place.ledger = place.ledger.map((one) => (one.n === entry.n ? (next as LedgerEntry) : one));
      tell();
      return next;
    },
    touch() {
      version += 1;
      tell();
    },
    version: () => version,
    watch,
  };
}

/** An account that is not simulated any more has no room, whatever was kept. */
function roomsOf<Account extends { readonly id: string }, Room extends { account: Account }>(
  accounts: () => readonly Account[],
  emptyRoom: (account: Account) => Room,
  kept: readonly Room[],
): (accountId: string) => Room | undefined {
  const rooms = new Map(kept.map((room) => [room.account.id, room]));
  return (accountId) => {
    const account = accounts().find(({ id }) => id === accountId);
    if (account === undefined) return undefined;
    const known = rooms.get(accountId) ?? emptyRoom(account);
    known.account = account;
    rooms.set(accountId, known);
    return known;
  };
}

type Bell = { readonly tell: () => void; readonly watch: (listener: () => void) => () => void };

function createBell(): Bell {
  const listeners = new Set<() => void>();
  return {
    tell() {
      for (const listener of listeners) listener();
    },
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

const versionsOf = ({ ledger, fans }: KeptRoom<unknown, { readonly v: number }>): number[] => [
  ...ledger.map(({ v }) => v),
  ...[...fans.values()].map(({ v }) => v),
];
