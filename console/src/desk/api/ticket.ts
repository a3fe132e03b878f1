import { call } from "../../api/call.ts";
import { timed, wireMoment } from "./moments.ts";
import type { Happening, Ticket } from "./wire.ts";

export const readTicket = async (id: string, signal?: AbortSignal): Promise<Ticket> =>
  timed(await call("GET /tickets/:id", { params: { id }, signal }));

/** Everything that happened to it and its contacts, in order. */
export async function readTicketEvents(
  id: string,
  after?: string,
): Promise<{ readonly items: readonly Happening[]; readonly next: string | null }> {
  return timed(await call("GET /tickets/:id/events", { params: { id }, query: { after } }));
}

export type TicketChange = Pick<Ticket, "version" | "state" | "title" | "priority" | "dueAt" | "note"> & {
  readonly reasonId: string | null;
  readonly assigneeId: string | null;
};

export const changeTicket = (id: string, { dueAt, ...change }: TicketChange): Promise<{ version: number }> =>
  call("PUT /tickets/:id", { params: { id }, body: { ...change, dueAt: wireMoment(dueAt) } });
