import type { Channel, ContactRow, Fan, Happening, Person } from "../../core/desk/desk.ts";
import type { Reach } from "../../core/desk/reach.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import type { TicketEvent, TicketFields } from "../../core/ticket/ticket.ts";

export type TicketRow = {
  readonly id: string;
  readonly number: number;
  readonly state: "open" | "closed";
  readonly title: string | null;
  readonly reason: { readonly id: string; readonly name: string; readonly nameEn: string | null } | null;
  readonly priority: 1 | 2 | 3;
  readonly assignee: Person | null;
  readonly dueAt: string | null;
  readonly openedAt: string;
  readonly closedAt: string | null;
  readonly fan: Fan;
  readonly channel: Channel;
  readonly conversationId: string;
};

export type TicketContact = {
  readonly contactId: string;
  readonly conversationId: string;
  readonly state: ContactRow["state"];
  readonly createdAt: string;
  readonly endedAt: string | null;
  readonly owner: Person | null;
  /** 新人期: on which day as a new agent its owner got it, from 1; null: she was none. */
  readonly newcomerDay: number | null;
  readonly outcome: string | null;
  readonly rating: number | null;
  readonly nextStep: string | null;
  readonly nextDueAt: string | null;
  readonly note: string | null;
};

export type Ticket = TicketRow & {
  readonly note: string | null;
  readonly version: number;
  readonly contacts: TicketContact[];
};

export type TicketFilter = {
  readonly state: "open" | "closed";
  /** A person, null for nobody, undefined for anybody. */
  readonly assigneeId: string | null | undefined;
  readonly due: "any" | "set" | "overdue";
  readonly q: string | undefined;
  readonly after: string | undefined;
  readonly limit: number;
  readonly reach: Reach;
  readonly at: Instant;
};

/** What a change starts from. */
export type KnownTicket = TicketFields & { readonly id: string; readonly version: number };

export type Page<Item> = { readonly items: Item[]; readonly next: string | null };

export type TicketStore = {
  readonly mayRead: (id: string, reach: Reach) => Promise<boolean>;
  readonly read: (id: string) => Promise<Ticket | undefined>;
  readonly page: (filter: TicketFilter) => Promise<Page<TicketRow>>;
  /** All that happened to it and its contacts, in order. */
  readonly events: (
    id: string,
    cursor: { readonly after: string | undefined; readonly limit: number },
  ) => Promise<Page<Happening>>;
  /** Locked. */
  readonly known: (id: string) => Promise<KnownTicket | undefined>;
  /** Writes fields and events; the version grows by one. */
  readonly change: (
    ticket: KnownTicket,
    fields: TicketFields,
    step: { readonly events: readonly TicketEvent[]; readonly actor: string; readonly at: Instant },
  ) => Promise<void>;
  /** Whether a contact other than this one still goes on for it. */
  readonly isServed: (id: string, butContactId?: string) => Promise<boolean>;
};
