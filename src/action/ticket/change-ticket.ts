import { actorName } from "../../core/access/actor.ts";
import { Fault } from "../../core/kernel/fault.ts";
import { ticketChanges, type TicketFields } from "../../core/ticket/ticket.ts";
import type { Action } from "../action.ts";
import type { Stores } from "../ports.ts";
import type { KnownTicket } from "./ports.ts";
import { refuseUnseenTicket } from "./tickets.ts";

type Store = Pick<Stores, "ticket" | "staff" | "reason">;
type Change = TicketFields & { readonly id: string; readonly version: number };

/**
 * Title, reason, priority, assignee, due date, note, and whether it is open. Events tell which fields changed, of
 * words no more than that.
 * @throws Fault `ticket_unseen`, `version_conflict`, `reason_gone`, `staff_gone`, `ticket_has_open_contact`
 */
export const changeTicket: Action<Change, { readonly version: number }, Store> = {
  id: "ticket.changed",
  permission: "ticket.write",
  async run({ store, actor, at }, { id, version, ...given }) {
    await refuseUnseenTicket(store, actor, id);
    const before = await store.ticket.known(id);
    if (before === undefined || before.version !== version) {
      throw new Fault("version_conflict", "Somebody has changed this meanwhile. Look again, then repeat it.");
    }
    const fields = { ...given, title: given.title === "" ? null : given.title };
    await refuseUnfit(store, before, fields);
    const events = ticketChanges(before, fields);
    if (events.length === 0) return { result: { version }, audit: [] };
    await store.ticket.change(before, fields, { events, actor: actorName(actor), at });
    return {
      result: { version: version + 1 },
      audit: [{ subject: "ticket", subjectId: id, data: { codes: events.map(({ code }) => code) } }],
    };
  },
};

async function refuseUnfit(store: Store, before: KnownTicket, after: TicketFields): Promise<void> {
  const { reasonId, assigneeId } = after;
  if (reasonId !== null && reasonId !== before.reasonId) {
    const reasons = await store.reason.all();
    if (!reasons.some(({ id, active }) => id === reasonId && active)) {
      throw new Fault("reason_gone", "This reason is not in use any more. Choose another.");
    }
  }
  if (assigneeId !== null && assigneeId !== before.assigneeId) {
    if ((await store.staff.byId(assigneeId))?.state !== "active") {
      throw new Fault("staff_gone", "There is no such person any more.");
    }
  }
  const closes = before.state === "open" && after.state === "closed";
  if (closes && (await store.ticket.isServed(before.id))) {
    throw new Fault("ticket_has_open_contact", "The fan is still being served. End that contact first.");
  }
}
