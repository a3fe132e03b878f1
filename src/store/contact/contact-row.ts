import type { Contact } from "../../core/contact/contact.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import type { Demand } from "../../core/queue/demand.ts";

/**
 * A contact and its row, both ways, in this one place. A field that is new in core does not compile until it has
 * its column here.
 */
const COLUMNS = {
  id: "id",
  ticketId: "ticket_id",
  state: "state",
  eventSeq: "event_seq",
  createdAt: "created_at",
  parentContactId: "parent_contact_id",
  preferId: "prefer_id",
  misses: "misses",
  askedAt: "asked_at",
  greeted: "greeted",
  lane: "lane",
  lastEntryId: "last_entry_id",
  queueReason: "queue_reason",
  queueId: "queue_id",
  enqueuedAt: "enqueued_at",
  enteredAt: "entered_at",
  demand: "demand",
  sentBy: "sent_by",
  transfers: "transfers",
  passedBy: "passed_by",
  passedFrom: "passed_from",
  passedTo: "passed_to",
  passedTakenAt: "passed_taken_at",
  passingOffer: "passing_offer",
  passingTo: "passing_to",
  returns: "returns",
  isFront: "is_front",
  promisedAt: "promised_at",
  nightDueAt: "night_due_at",
  choices: "choices",
  ownerId: "owner_id",
  sessionId: "session_id",
  units: "units",
  heldSince: "held_since",
  heldBy: "held_by",
  acceptedAt: "accepted_at",
  firstReplyAt: "first_reply_at",
  waitingSince: "waiting_since",
  talkEndedAt: "talk_ended_at",
  talkEndedBy: "talk_ended_by",
  owedSince: "owed_since",
  endedAt: "ended_at",
  resolution: "resolution",
  dueAt: "due_at",
  ratingDueAt: "rating_due_at",
  ratingAskedAt: "rating_asked_at",
  rating: "rating",
} as const satisfies { readonly [Field in Exclude<keyof Contact, Folded>]-?: string };

/** Fields that are no single column, or not as they are. */
type Folded = "asked" | "turn" | "offer";
const FOLDED = ["asked", "turn_seq", "turn_at", "offer_id", "offered_to"] as const;

/** Moments are columns of these names, and no others. */
const MOMENT = /_(?:at|since)$/;

const PAIRS = Object.entries(COLUMNS);
const FIELDS = Object.keys(COLUMNS);
const NAMES = [...FOLDED, ...Object.values(COLUMNS)];
/** What a contact keeps for its whole life. */
const LASTING: ReadonlySet<string> = new Set(["id", "ticket_id", "created_at", "parent_contact_id"]);

/** The columns that a step may change. */
export const CHANGING: readonly string[] = NAMES.filter((name) => !LASTING.has(name));
/** All that a new row needs beside its conversation and its account. */
export const ALL: readonly string[] = NAMES;

/** The rule of the index contact_open: at most one of these per conversation. */
export const openContact = (table: string): string =>
  `${table}.state NOT IN ('wrapup', 'closed', 'abandoned', 'refused')`;

/** Whether another contact than this one is on the ticket and not over: then the ticket is not, either. */
export const servesAnother = (ticket: string, contact: string): string => /* sql */ `EXISTS (
    SELECT 1 FROM contact o
    WHERE o.ticket_id = ${ticket} AND o.id <> ${contact} AND o.state NOT IN ('closed', 'abandoned', 'refused'))`;

/** Select list of a whole contact, for `toContact`. Read in array mode, with moments as numbers (`epochTypes`). */
export const contactColumns = (table: string): string => NAMES.map((name) => `${table}.${name}`).join(", ");

/** What comes back for them; all null where a join found none. */
export type ContactCells = [
  asked: string[] | null,
  turnSeq: number | null,
  turnAt: Instant | null,
  offerId: string | null,
  offeredTo: string | null,
  ...(string | number | boolean | Demand | null)[],
];

export function toContact(cells: ContactCells): Contact | undefined {
  const [asked, turnSeq, turnAt, offerId, offeredTo, ...rest] = cells;
  if (rest[0] === null) return undefined;
  const contact: Record<string, unknown> = { asked: asked ?? [] };
  if (turnSeq !== null) contact["turn"] = { seq: turnSeq, at: turnAt };
  if (offerId !== null) contact["offer"] = { id: offerId, staffId: offeredTo };
  rest.forEach((cell, index) => {
    const field = FIELDS[index];
    if (cell !== null && field !== undefined) contact[field] = cell;
  });
  return contact as Contact;
}

/** The row as JSON, by column, for json_populate_record(NULL::contact, …). What a contact has not is null there. */
export function contactRow(contact: Contact): Readonly<Record<string, unknown>> {
  const { asked, turn, offer } = contact;
  const row: Record<string, unknown> = {};
  for (const [field, column] of PAIRS) {
    const value = contact[field as keyof typeof COLUMNS];
    row[column] = MOMENT.test(column) ? moment(value) : value;
  }
  if (asked.length > 0) row["asked"] = asked;
  if (turn !== undefined) Object.assign(row, { turn_seq: turn.seq, turn_at: moment(turn.at) });
  if (offer !== undefined) Object.assign(row, { offer_id: offer.id, offered_to: offer.staffId });
  return row;
}

const moment = (at: unknown): string | undefined =>
  typeof at === "number" ? new Date(at).toISOString() : undefined;
