import { z } from "zod";

import { contract } from "../contract.ts";
import { id, instant, page, pageOf, PathId, version } from "../parts.ts";
import { Channel, ContactState, Fan, Happening, Person, ReasonName } from "../shown.ts";

const TITLE_MAX = 80;
const NOTE_MAX = 2_000;

export const Priority = z.union([z.literal(1), z.literal(2), z.literal(3)]);
const TicketState = z.enum(["open", "closed"]);

/** One row of the list. Priority 1 is urgent, 2 usual, 3 low. */
export const TicketRow = z.object({
  id,
  /** What people say to each other: GD-1024. */
  number: z.int(),
  state: TicketState,
  title: z.string().nullable(),
  reason: ReasonName.nullable(),
  priority: Priority,
  assignee: Person.nullable(),
  dueAt: instant.nullable(),
  openedAt: instant,
  closedAt: instant.nullable(),
  /** Whose newest contact it is about. */
  fan: Fan,
  channel: Channel,
  conversationId: id,
});

/** What a CRM has of it. `since`: when it was recorded; else, since when it waits. */
const Recorded = z.object({
  /** The connection's name. */
  connector: z.string(),
  state: z.enum(["recorded", "waiting", "dead"]),
  /** The CRM's own number of it. */
  externalId: z.string().nullable(),
  /** Where it is found there. */
  url: z.string().nullable(),
  since: instant,
  /** Why it is not there, or not yet. */
  code: z.string().nullable(),
});

export const Ticket = TicketRow.extend({
  note: z.string().nullable(),
  version,
  /** For each connection to a CRM; none where it was last touched before there was one. */
  records: z.array(Recorded),
  /** Oldest first, 50 at most. */
  contacts: z.array(
    z.object({
      contactId: id,
      conversationId: id,
      state: ContactState,
      createdAt: instant,
      endedAt: instant.nullable(),
      owner: Person.nullable(),
      /** On which day as a new agent (新人期) its owner got it, from 1; null: she was none. */
      newcomerDay: z.int().nullable(),
      outcome: z.string().nullable(),
      rating: z.int().min(1).max(5).nullable(),
      nextStep: z.string().nullable(),
      nextDueAt: instant.nullable(),
      note: z.string().nullable(),
    }),
  ),
});

/** Newest first; those with a due date ordered by it where `due` is asked. `q`: a number, or words of the title. */
export const readTickets = contract({
  id: "ticket.list",
  method: "GET",
  path: "/tickets",
  permission: "ticket.read",
  summary: "Tickets",
  query: z.strictObject({
    state: TicketState.default("open"),
    assignee: z.union([z.enum(["me", "nobody", "anybody"]), id]).default("anybody"),
    due: z.enum(["any", "set", "overdue"]).default("any"),
    q: z.string().trim().max(TITLE_MAX).optional(),
    ...page,
  }),
  response: pageOf(TicketRow),
});

export const readTicket = contract({
  id: "ticket.read",
  method: "GET",
  path: "/tickets/:id",
  permission: "ticket.read",
  summary: "A ticket",
  params: PathId,
  response: Ticket,
});

/** Everything that happened, to the ticket and to its contacts, in order. */
export const readTicketEvents = contract({
  id: "ticket.events",
  method: "GET",
  path: "/tickets/:id/events",
  permission: "ticket.read",
  summary: "What happened to a ticket and its contacts",
  params: PathId,
  query: z.strictObject({
    ...page,
  }),
  response: pageOf(Happening),
});

/** Faults: version_conflict, reason_gone, staff_gone, ticket_has_open_contact (on closing) */
export const changeTicket = contract({
  id: "ticket.change",
  method: "PUT",
  path: "/tickets/:id",
  permission: "ticket.write",
  summary: "Changes a ticket",
  params: PathId,
  body: z.strictObject({
    version,
    state: TicketState,
    title: z.string().trim().max(TITLE_MAX).nullable(),
    reasonId: id.nullable(),
    priority: Priority,
    assigneeId: id.nullable(),
    dueAt: instant.nullable(),
    note: z.string().trim().max(NOTE_MAX).nullable(),
  }),
  response: z.object({ version }),
});
