import type { SendState } from "./desk.ts";

/** What is asked of a desk again and again: numbers that grow with every change, and nothing else. */

export type ContactStamp = {
  readonly contactId: string;
  readonly conversationId: string;
  /** The offer by which it is shown; undefined for a contact of her own. */
  readonly offerId: string | undefined;
  /** Events of the contact, and messages of its conversation. */
  readonly version: number;
  readonly seq: number;
  /** Her read mark, and how often the fan was renamed. */
  readonly readSeq: number;
  readonly profile: number;
  /** Sends that have not come to an end, oldest first. */
  readonly sends: readonly SendStamp[];
};

export type SendStamp = { readonly seq: number; readonly state: SendState; readonly code: string | null };

export type DeskStamp = {
  /** `extra`: what a preset lends her, as that changes nothing of the session itself. */
  readonly session: { readonly id: string; readonly version: number; readonly extra: number } | undefined;
  readonly contacts: readonly ContactStamp[];
};

export const EMPTY_STAMP: DeskStamp = { session: undefined, contacts: [] };

/** What has to be read and told, so that whoever knew `before` knows `now`. */
export type DeskChanges = {
  readonly session: boolean;
  /** Their rows are others now, or they are new. */
  readonly rows: readonly ContactStamp[];
  /** Whether an offer came, went or changed. */
  readonly offers: boolean;
  /** Messages behind these numbers are new. */
  readonly messages: readonly { readonly conversationId: string; readonly after: number }[];
  /** Events of these contacts behind these numbers are new. */
  readonly lines: readonly {
    readonly conversationId: string;
    readonly contactId: string;
    readonly after: number;
  }[];
};

/** Queued, offered, accepted. */
const HOW_IT_CAME = 3;

const byContact = ({ contacts }: DeskStamp): ReadonlyMap<string, ContactStamp> =>
  new Map(contacts.map((contact) => [contact.contactId, contact]));

/** Compares by numbers alone: the same twice is no change, whatever woke us. */
export function whatChanged(before: DeskStamp, now: DeskStamp): DeskChanges {
  const [known, current] = [byContact(before), byContact(now)];
  const rows = now.contacts.filter((contact) => !isSame(known.get(contact.contactId), contact));
  const gone = before.contacts.filter(({ contactId }) => !current.has(contactId));
  return {
    session:
      before.session?.id !== now.session?.id ||
      before.session?.version !== now.session?.version ||
      before.session?.extra !== now.session?.extra,
    rows,
    offers: [...rows, ...gone].some(
      ({ contactId, offerId }) => offerId !== undefined || known.get(contactId)?.offerId !== undefined,
    ),
    // Whoever has just got a contact opens its thread by herself: its past is no news.
    messages: rows.flatMap(({ contactId, conversationId, seq }) => {
      const was = known.get(contactId);
      return was !== undefined && seq > was.seq ? [{ conversationId, after: was.seq }] : [];
    }),
    // But how it came to her stands in a thread that she may be looking at already.
    lines: rows.flatMap(({ contactId, conversationId, version }) => {
      const after = known.get(contactId)?.version ?? Math.max(0, version - HOW_IT_CAME);
      return version > after ? [{ conversationId, contactId, after }] : [];
    }),
  };
}

function isSame(was: ContactStamp | undefined, now: ContactStamp): boolean {
  return (
    was !== undefined &&
    was.offerId === now.offerId &&
    was.version === now.version &&
    was.seq === now.seq &&
    was.readSeq === now.readSeq &&
    was.profile === now.profile &&
    unknowns(was) === unknowns(now)
  );
}

/** A row counts the sends of unknown fate; the others come and go beside it. */
const unknowns = ({ sends }: ContactStamp): number => sends.filter(({ state }) => state === "unknown").length;

/** A send by its place. */
export type SendPlace = { readonly conversationId: string; readonly seq: number };

/** Where sends stand of which a desk was told that they are on their way. */
export type OpenSends = ReadonlyMap<string, SendPlace & { readonly state: SendState }>;

export const placeOf = ({ conversationId, seq }: SendPlace): string => `${conversationId}/${seq}`;

/** Sends of a message that was just told: remembered until they have come to an end. */
const ENDED: ReadonlySet<SendState> = new Set([
  "accepted",
  "delivered",
  "undelivered",
  "flagged",
  "rejected",
  "expired",
  "written",
  "passive",
]);
export const isUnderWay = (state: SendState): boolean => !ENDED.has(state);

/**
 * What of the open sends has changed by now: those with another state, and those of which the stamps know no more,
 * so that their end has to be looked up.
 */
export function sendChanges(
  open: OpenSends,
  now: DeskStamp,
): {
  readonly told: readonly (SendPlace & Omit<SendStamp, "seq">)[];
  readonly ended: readonly SendPlace[];
} {
  const current = now.contacts.flatMap(({ conversationId, sends }) =>
    sends.map((send) => ({ conversationId, ...send })),
  );
  const places = new Set(current.map(placeOf));
  return {
    told: current.filter((send) => {
      const known = open.get(placeOf(send));
      return known !== undefined && known.state !== send.state;
    }),
    ended: [...open.values()].filter((send) => !places.has(placeOf(send))),
  };
}
