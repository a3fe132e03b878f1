import type { Actor } from "../../core/access/actor.ts";
import type { Happening } from "../../core/desk/desk.ts";
import type { Reach } from "../../core/desk/reach.ts";
import { scopeOf } from "../../core/access/actor.ts";
import { reachOf } from "../../core/desk/reach.ts";
import { Fault } from "../../core/kernel/fault.ts";
import type { Query } from "../action.ts";
import type { ConnectorKinds, TicketDelivery } from "../connector/ports.ts";
import type { Stores } from "../ports.ts";
import type { Page, Ticket, TicketFilter, TicketRow } from "./ports.ts";

type Store = Pick<Stores, "ticket">;

/** Tickets of the queues in which she may read tickets; of contacts she sees what she sees elsewhere. */
const ticketReach = (actor: Actor): Reach => {
  const queues = scopeOf(actor, "ticket.read");
  const everybodys = queues === "all" ? null : queues;
  return { ...reachOf(actor), everybodys };
};

/** @throws Fault `ticket_unseen` */
export async function refuseUnseenTicket(store: Store, actor: Actor, id: string): Promise<void> {
  if (await store.ticket.mayRead(id, ticketReach(actor))) return;
  throw new Fault("ticket_unseen", "You may not see this ticket, or there is none. Ask a supervisor.");
}

type Asked = Pick<TicketFilter, "state" | "due" | "limit"> & {
  readonly assignee: string;
  readonly q?: string | undefined;
  readonly after?: string | undefined;
};

export const listTickets: Query<Asked, Page<TicketRow>, Store> = {
  permission: "ticket.read",
  ask: ({ store, actor, at }, { assignee, q, after, ...filter }) =>
    store.ticket.page({
      ...filter,
      assigneeId: assigneeOf(assignee, actor),
      q,
      after,
      reach: ticketReach(actor),
      at,
    }),
};

function assigneeOf(assignee: string, actor: Actor): string | null | undefined {
  if (assignee === "me") return actor.id;
  if (assignee === "nobody") return null;
  return assignee === "anybody" ? undefined : assignee;
}

/** A ticket, with what each CRM has of it. */
type ShownTicket = Ticket & { readonly records: readonly ShownRecord[] };

type ShownRecord = Pick<TicketDelivery, "state" | "externalId" | "code"> & {
  readonly connector: string;
  readonly url: string | null;
  readonly since: string;
};

/** @throws Fault `ticket_unseen` */
export const readTicket = (
  linkOf: ConnectorKinds["linkOf"],
): Query<{ readonly id: string }, ShownTicket, Pick<Stores, "ticket" | "connector">> => ({
  permission: "ticket.read",
  async ask({ store, actor }, { id }) {
    await refuseUnseenTicket(store, actor, id);
    const ticket = await store.ticket.read(id);
    if (ticket === undefined) throw new Fault("ticket_unseen", "There is no such ticket any more.");
    const deliveries = await store.connector.ofTicket(id);
    return { ...ticket, records: deliveries.map((one) => shownRecord(one, linkOf)) };
  },
});

function shownRecord(delivery: TicketDelivery, linkOf: ConnectorKinds["linkOf"]): ShownRecord {
  const { kind, name, settings, state, externalId, since, code } = delivery;
  const url = externalId === null ? null : (linkOf(kind, settings, externalId) ?? null);
  return { connector: name, state, externalId, url, since: new Date(since).toISOString(), code };
}

/** @throws Fault `ticket_unseen` */
export const readTicketEvents: Query<
  { readonly id: string; readonly after?: string | undefined; readonly limit: number },
  Page<Happening>,
  Store
> = {
  permission: "ticket.read",
  async ask({ store, actor }, { id, after, limit }) {
    await refuseUnseenTicket(store, actor, id);
    return store.ticket.events(id, { after, limit });
  },
};
