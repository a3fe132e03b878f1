import type {
  Awaited,
  Consult,
  ContactRow,
  Counts,
  Covering,
  FrameData,
  Offer,
  Phone,
  Seated,
} from "../api/wire.ts";

export type DeskState = {
  /** Null: not signed in on a seat. Undefined: not told yet. */
  readonly seat: Seated | null | undefined;
  /** Mine, active and to be wrapped up, by contact id. */
  readonly contacts: ReadonlyMap<string, ContactRow>;
  /** When the customer last did something, by contact id: what lists go by. A word of ours moves no row. */
  readonly activeAt: ReadonlyMap<string, number>;
  readonly offers: readonly Offer[];
  readonly counts: Counts | undefined;
  /** Of whom I want to be told when they write again. */
  readonly awaited: readonly Awaited[];
  /** What I am asked about colleagues' contacts, and what I have asked. */
  readonly consults: readonly Consult[];
  /** 代管: whom I may answer for colleagues, and what colleagues have answered for me. */
  readonly covering: Covering;
  /** Whom I have had rung. */
  readonly phone: Phone;
};

export const emptyDesk: DeskState = {
  seat: undefined,
  contacts: new Map(),
  activeAt: new Map(),
  offers: [],
  counts: undefined,
  awaited: [],
  consults: [],
  covering: { toAnswer: [], meanwhile: [] },
  phone: { mayDial: false, dials: [] },
};

/** What is known after a frame. A row that is older than the known one (two answers crossed) changes nothing. */
export function foldDesk(state: DeskState, frame: FrameData<"desk">): DeskState {
  const { full, session, contacts = [], removed = [], offers, counts } = frame;
  const { awaited = state.awaited, consults = state.consults } = frame;
  const { covering = state.covering, phone = state.phone } = frame;
  const rows = full ? new Map<string, ContactRow>() : new Map(state.contacts);
  const activeAt = new Map(state.activeAt);
  for (const row of contacts) {
    const before = state.contacts.get(row.contactId);
    if (before !== undefined && row.version < before.version) {
      rows.set(row.contactId, before);
      continue;
    }
    rows.set(row.contactId, row);
    activeAt.set(row.contactId, activityOf(row, activeAt.get(row.contactId)));
  }
  for (const contactId of removed) rows.delete(contactId);
  for (const contactId of activeAt.keys()) if (!rows.has(contactId)) activeAt.delete(contactId);
  const changed = full || contacts.length > 0 || removed.length > 0;
  return {
    seat: session === undefined ? state.seat : session,
    ...(changed ? { contacts: rows, activeAt } : { contacts: state.contacts, activeAt: state.activeAt }),
    offers: offers ?? (full ? [] : state.offers),
    counts: counts ?? state.counts,
    awaited,
    consults,
    covering,
    phone,
  };
}

/** New rows come in at the top; then only the customer moves them. */
function activityOf({ last, acceptedAt, createdAt }: ContactRow, before: number | undefined): number {
  const heardAt = last?.author === "fan" ? last.at : 0;
  return Math.max(heardAt, before ?? Math.max(last?.at ?? 0, acceptedAt ?? createdAt));
}
