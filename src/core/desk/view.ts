import { type Covering, NO_COVERING, NO_PHONE, type Phone } from "./beside.ts";
import type {
  Awaited,
  Consult,
  ContactRow,
  Counts,
  Desk,
  Seated,
  Send,
  ShownOffer,
  ThreadItem,
} from "./desk.ts";
import type { Frame } from "./frame.ts";
import {
  type DeskChanges,
  type DeskStamp,
  EMPTY_STAMP,
  isUnderWay,
  type OpenSends,
  placeOf,
  type SendPlace,
  sendChanges,
} from "./stamp.ts";

/** What an agent's browsers have been told. One for all her windows. */
export type DeskView = {
  readonly stamp: DeskStamp;
  readonly session: Seated | null;
  readonly contacts: ReadonlyMap<string, ContactRow>;
  readonly offers: readonly ShownOffer[];
  readonly counts: Counts;
  readonly awaited: readonly Awaited[];
  readonly consults: readonly Consult[];
  readonly covering: Covering;
  readonly phone: Phone;
  /** Sends of which she was told that they are on their way. */
  readonly open: OpenSends;
};

export const EMPTY_VIEW: DeskView = {
  stamp: EMPTY_STAMP,
  session: null,
  contacts: new Map(),
  offers: [],
  counts: { mine: 0, waiting: 0, bot: 0, colleagues: null, endedToday: 0 },
  awaited: [],
  consults: [],
  covering: NO_COVERING,
  phone: NO_PHONE,
  open: new Map(),
};

export const wholeDesk = ({ contacts, stamp: _stamp, open: _open, ...parts }: DeskView): Desk => ({
  ...parts,
  contacts: [...contacts.values()],
});

/** What was read of the changes; by contact, or by conversation. */
export type Fetched = {
  readonly session: Seated | null;
  readonly rows: ReadonlyMap<string, ContactRow>;
  readonly offers: ReadonlyMap<string, Omit<ShownOffer, "contact">>;
  readonly news: ReadonlyMap<string, { readonly items: readonly ThreadItem[]; readonly more: boolean }>;
  readonly sends: readonly (SendPlace & Send)[];
};

export type Told = { readonly view: DeskView; readonly frames: readonly Frame[] };

/** Tells what has changed: what she knows afterwards, and how she gets to know it. */
export function tell(view: DeskView, now: DeskStamp, changes: DeskChanges, fetched: Fetched): Told {
  const session = changes.session ? fetched.session : view.session;
  const { contacts, upserts, removed } = contactsAfter(view, now, changes, fetched);
  const offers = changes.offers ? offersAfter(view, now, fetched) : view.offers;
  const frames: Frame[] = [];
  if (changes.session || changes.offers || upserts.length > 0 || removed.length > 0) {
    frames.push({
      event: "desk",
      data: {
        full: false,
        ...(changes.session ? { session } : {}),
        ...(upserts.length > 0 ? { contacts: upserts } : {}),
        ...(removed.length > 0 ? { removed } : {}),
        ...(changes.offers ? { offers } : {}),
      },
    });
  }
  const news = newsAfter(view, now, changes, fetched);
  const sends = sendsAfter(view, now, fetched);
  return {
    view: { ...view, stamp: now, session, contacts, offers, open: openAfter(view, now, news, sends) },
    frames: [...frames, ...news, ...sends],
  };
}

function contactsAfter(view: DeskView, now: DeskStamp, changes: DeskChanges, { rows }: Fetched) {
  const own = new Set(
    now.contacts.filter(({ offerId }) => offerId === undefined).map(({ contactId }) => contactId),
  );
  const contacts = new Map([...view.contacts].filter(([contactId]) => own.has(contactId)));
  const upserts = changes.rows.flatMap(({ contactId }) => {
    const row = own.has(contactId) ? rows.get(contactId) : undefined;
    return row === undefined ? [] : [row];
  });
  for (const row of upserts) contacts.set(row.contactId, row);
  return { contacts, upserts, removed: [...view.contacts.keys()].filter((id) => !own.has(id)) };
}

/** An offer that ended between two looks has no row any more: it is simply not there. */
function offersAfter(view: DeskView, now: DeskStamp, { rows, offers }: Fetched): readonly ShownOffer[] {
  const known = new Map(view.offers.map((offer) => [offer.contact.contactId, offer]));
  return now.contacts
    .filter(({ offerId }) => offerId !== undefined)
    .flatMap(({ contactId, offerId }) => {
      const contact = rows.get(contactId) ?? known.get(contactId)?.contact;
      const offer = offers.get(contactId) ?? known.get(contactId);
      if (contact === undefined || offer === undefined || offerId === undefined) return [];
      // Of those who are called at once each has an offer of her own.
      return [{ ...offer, offerId, contact }];
    })
    .toSorted((a, b) => (a.until < b.until ? -1 : 1));
}

type NewsFrame = Extract<Frame, { event: "messages" }>;

/** Only up to where the stamp goes: what came since is the next look's, and is told once. */
function newsAfter(view: DeskView, now: DeskStamp, changes: DeskChanges, { news }: Fetched): NewsFrame[] {
  const conversations = new Set([...changes.messages, ...changes.lines].map((one) => one.conversationId));
  return [...conversations].flatMap((conversationId) => {
    const stamp = now.contacts.find((contact) => contact.conversationId === conversationId);
    const found = news.get(conversationId);
    if (stamp === undefined || found === undefined) return [];
    const items = found.items.filter((item) => item.type === "event" || item.seq <= stamp.seq);
    if (items.length === 0) return [];
    const was = view.stamp.contacts.find((contact) => contact.conversationId === conversationId);
    const after = was?.seq ?? stamp.seq;
    return [{ event: "messages", data: { conversationId, after, items, more: found.more } }];
  });
}

type SendsFrame = Extract<Frame, { event: "sends" }>;

function sendsAfter(view: DeskView, now: DeskStamp, { sends }: Fetched): SendsFrame[] {
  const { told } = sendChanges(view.open, now);
  const changed = [...told.map((send) => ({ ...send, resendOf: null })), ...sends];
  const conversations = new Set(changed.map(({ conversationId }) => conversationId));
  return [...conversations].map((conversationId) => ({
    event: "sends",
    data: {
      conversationId,
      items: changed
        .filter((send) => send.conversationId === conversationId)
        .map(({ seq, state, code, resendOf }) => ({ seq, state, code, resendOf })),
    },
  }));
}

/** What was just told of as being on its way, and what still is. */
function openAfter(
  view: DeskView,
  now: DeskStamp,
  news: readonly NewsFrame[],
  sends: readonly SendsFrame[],
): OpenSends {
  const open = new Map(view.open);
  for (const { conversationId, sends: under } of now.contacts) {
    for (const { seq, state } of under) {
      open.set(placeOf({ conversationId, seq }), { conversationId, seq, state });
    }
  }
  for (const { data } of news) {
    for (const item of data.items) {
      if (item.type !== "message" || item.send === null || !isUnderWay(item.send.state)) continue;
      const place = { conversationId: data.conversationId, seq: item.seq };
      open.set(placeOf(place), { ...place, state: item.send.state });
    }
  }
  for (const { data } of sends) {
    for (const { seq, state } of data.items) {
      const place = { conversationId: data.conversationId, seq };
      if (isUnderWay(state)) open.set(placeOf(place), { ...place, state });
      else open.delete(placeOf(place));
    }
  }
  const mine = new Set(now.contacts.map(({ conversationId }) => conversationId));
  return new Map([...open].filter(([, { conversationId }]) => mine.has(conversationId)));
}

/** Another count, or nothing to tell. */
export function tellCounts(view: DeskView, counts: Counts): Told {
  const isSame = (Object.keys(counts) as (keyof Counts)[]).every((key) => counts[key] === view.counts[key]);
  if (isSame) return { view, frames: [] };
  return { view: { ...view, counts }, frames: [{ event: "desk", data: { full: false, counts } }] };
}

/** What stands beside her contacts as it is now, part by part; what is as it was is not told. */
export function tellBeside(
  view: DeskView,
  parts: Partial<Pick<DeskView, "awaited" | "consults" | "covering" | "phone">>,
): Told {
  const changed = Object.fromEntries(
    Object.entries(parts).filter(
      ([name, part]) => JSON.stringify(part) !== JSON.stringify(view[name as keyof typeof parts]),
    ),
  );
  if (Object.keys(changed).length === 0) return { view, frames: [] };
  return { view: { ...view, ...changed }, frames: [{ event: "desk", data: { full: false, ...changed } }] };
}
