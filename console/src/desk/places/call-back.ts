import { me } from "../../me/session.ts";
import { changeTicket, readTicket } from "../api/ticket.ts";
import type { Ticket } from "../api/wire.ts";

/** A ticket's title holds 80 characters, of which some are ours; */
export const REASON_MAX = 60;
/** and its note so many. */
const NOTE_MAX = 2_000;

/** 约回电: the customer's ticket becomes a thing to do, of mine, until then; what was said of it before stays. */
export async function callBack(
  ticketId: string,
  { said, dueAt }: { readonly said: string; readonly dueAt: number },
): Promise<Ticket> {
  const ticket = await readTicket(ticketId);
  const { version, priority, title, note, reason } = ticket;
  await changeTicket(ticketId, {
    version,
    priority,
    state: "open",
    title: title ?? said,
    reasonId: reason?.id ?? null,
    assigneeId: me.value?.id ?? null,
    dueAt,
    note: [note, said].filter(Boolean).join("\n").slice(-NOTE_MAX),
  });
  return ticket;
}
