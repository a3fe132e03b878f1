import { apply, foldContact } from "../../../src/core/contact/apply.ts";
import type { Contact } from "../../../src/core/contact/contact.ts";
import type { ContactEvent } from "../../../src/core/contact/event.ts";
import { groups } from "./messages.ts";
import { ofSession, type SessionRow } from "./session.ts";

/** What the database says of contacts and of those who serve them. */
export type Floor = {
  readonly contacts: readonly ContactRow[];
  readonly sessions: readonly SessionRow[];
  readonly tickets: readonly TicketRow[];
};

export type ContactRow = {
  readonly id: string;
  readonly conversation: string;
  readonly ticket: string;
  readonly state: string;
  readonly owner: string | null;
  readonly session: string | null;
  readonly eventSeq: number;
  readonly liveOffers: number;
  /** In the order of their numbers. */
  readonly events: readonly ContactTold[];
  /** What agents said to the fan in it: the message's number, and who. */
  readonly said: readonly { readonly seq: number; readonly staff: string }[];
};

export type ContactTold = { readonly seq: number; readonly at: number; readonly event: ContactEvent };

export type TicketRow = {
  readonly id: string;
  readonly eventSeq: number;
  readonly events: number;
};

/** Contacts, their owners, the agents' units and the tickets: every promise about them that was broken, in words. */
export function floorViolations({ contacts, sessions, tickets }: Floor): readonly string[] {
  return [
    ...contacts.flatMap(ofContact),
    ...ofConversations(contacts),
    ...sessions.flatMap(ofSession),
    ...ofTickets(contacts, tickets),
  ];
}

const over: ReadonlySet<string> = new Set(["wrapup", "closed", "abandoned"]);

/** The row is the fold of its events, whose numbers grow one by one; only its owner has spoken in it. */
function ofContact(row: ContactRow): readonly string[] {
  const { id, events, eventSeq, liveOffers } = row;
  const numbers = events.map(({ seq }) => seq);
  if (numbers.length !== eventSeq || numbers.some((seq, place) => seq !== place + 1)) {
    return [`contact ${id} is at ${eventSeq} and its events are ${numbers.join(" ")}`];
  }
  const states = statesOf(row);
  if (typeof states === "string") return [`contact ${id} went a way that there is not: ${states}`];
  const found: string[] = [];
  const last = states.at(-1)?.contact;
  if (last?.state !== row.state || (last.ownerId ?? null) !== row.owner || last.ticketId !== row.ticket) {
    found.push(
      `contact ${id} is ${row.state} of ${row.owner}, its events say ${last?.state} of ${last?.ownerId}`,
    );
  }
  if (liveOffers > 0 !== (row.state === "offered")) {
    found.push(`contact ${id} is ${row.state} with ${liveOffers} live offers`);
  }
  for (const { seq, staff } of row.said) {
    const reply = states.find(({ event }) => event.code === "replied" && covers(event, seq));
    if (reply === undefined || reply.contact.ownerId !== staff) {
      found.push(`message ${seq} of contact ${id} is from somebody who did not own it`);
    }
  }
  return found;
}

const covers = (event: Extract<ContactEvent, { code: "replied" }>, seq: number): boolean =>
  seq >= event.seq && seq < event.seq + event.parts;

type State = { readonly contact: Contact; readonly event: ContactEvent; readonly at: number };

/** The contact after each of its events, or what is wrong with them. */
function statesOf({ id, events }: ContactRow): readonly State[] | string {
  try {
    const states: State[] = [];
    for (const { event, at } of events) {
      const before = states.at(-1)?.contact;
      const contact = before === undefined ? foldContact(id, [{ event, at }]) : apply(before, event, at);
      states.push({ contact, event, at });
    }
    return states;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function ofConversations(contacts: readonly ContactRow[]): readonly string[] {
  const open = groups(
    contacts.filter(({ state }) => !over.has(state)),
    ({ conversation }) => conversation,
  );
  return [...open].flatMap(([conversation, rows]) =>
    rows.length > 1 ? [`${conversation} has ${rows.length} open contacts`] : [],
  );
}

/** Every contact is on a ticket, and a ticket is about one conversation; its count of events is true. */
function ofTickets(contacts: readonly ContactRow[], tickets: readonly TicketRow[]): readonly string[] {
  const known = new Set(tickets.map(({ id }) => id));
  const users = groups(contacts, ({ ticket }) => ticket);
  return [
    ...contacts.flatMap(({ id, ticket }) => (known.has(ticket) ? [] : [`contact ${id} has no ticket`])),
    ...tickets.flatMap(({ id, eventSeq, events }) => {
      const of = new Set((users.get(id) ?? []).map(({ conversation }) => conversation));
      return [
        ...(of.size === 1 ? [] : [`ticket ${id} is about ${of.size} conversations`]),
        ...(eventSeq === events ? [] : [`ticket ${id} is at ${eventSeq} and has ${events} events`]),
      ];
    }),
  ];
}
