import { type Actor, actorName } from "../../core/access/actor.ts";
import { Fault } from "../../core/kernel/fault.ts";
import { DAY, type Instant } from "../../core/kernel/instant.ts";
import type { WrapField } from "../../core/queue/policy.ts";
import { canBeChosen } from "../../core/reason/tree.ts";
import { ticketChanges } from "../../core/ticket/ticket.ts";
import {
  missingFields,
  type Outcome,
  sameAsBefore,
  settles,
  tidied,
  type WrapUp,
} from "../../core/wrap-up/wrap-up.ts";
import type { Held } from "../contact/ports.ts";
import type { Stores } from "../ports.ts";

/** A form as it comes. */
export type Form = {
  readonly sameAsBefore: boolean;
  readonly reasonId: string | null;
  readonly outcome: Outcome | null;
  readonly nextStep: string | null;
  readonly nextDueAt: string | null;
  readonly note: string | null;
  readonly tookMs?: number | undefined;
};

export type FillStore = Pick<Stores, "contact" | "ticket" | "wrapUp">;
type Context = { readonly store: FillStore; readonly actor: Actor; readonly at: Instant };

const AHEAD_MS_MAX = 366 * DAY;

/**
 * What the form says of this contact.
 * @throws Fault `wrap_up_nothing_before`, `wrap_up_incomplete` {fields}, `reason_gone`, `due_not_ahead`
 */
export async function completed(context: Context, held: Held, form: Form): Promise<WrapUp> {
  const { store, actor, at } = context;
  const { sameAsBefore: asBefore, tookMs: _tookMs, ...given } = form;
  const wrapUp = asBefore
    ? sameAsBefore(tidied(given), await before(store, actor, held.contact.lastEntryId))
    : tidied(given);
  const { policy } = await store.contact.policyOf(held);
  refuseIncomplete(wrapUp, policy.wrapRequired);
  if (wrapUp.reasonId !== null && !canBeChosen(await store.wrapUp.reasons(), wrapUp.reasonId)) {
    throw new Fault("reason_gone", "This reason is not in use any more. Choose another.");
  }
  const aheadMs = wrapUp.nextDueAt === null ? undefined : Date.parse(wrapUp.nextDueAt) - at;
  if (aheadMs !== undefined && (aheadMs <= 0 || aheadMs > AHEAD_MS_MAX)) {
    throw new Fault("due_not_ahead", "The due date has to lie ahead, within a year.");
  }
  return wrapUp;
}

async function before(store: FillStore, actor: Actor, entryId: string | undefined): Promise<WrapUp> {
  const known = await store.wrapUp.before(actor.id, entryId);
  if (known !== undefined) return known;
  throw new Fault("wrap_up_nothing_before", "You have filled no wrap-up before. Fill this one by hand.");
}

function refuseIncomplete(wrapUp: WrapUp, required: readonly WrapField[]): void {
  const fields = missingFields(wrapUp, required).join(", ");
  if (fields !== "") {
    throw new Fault("wrap_up_incomplete", `Still to be filled: ${fields}.`, { fields });
  }
}

/**
 * Writes it and closes the contact; the ticket closes with it where nothing is left to be done. The unit that it
 * held, or the debt that it was, is given back at once.
 */
export async function fill(
  context: Context,
  { contact }: Held,
  wrapUp: WrapUp,
  form: Form,
): Promise<{ readonly ticketClosed: boolean }> {
  const { store, actor, at } = context;
  const stamp = { actor: actorName(actor), at };
  const { reasonId, outcome, nextDueAt } = wrapUp;
  const event = {
    code: "wrapped_up",
    staff: actor.id,
    ...(reasonId === null ? {} : { reasonId }),
    ...(outcome === null ? {} : { outcome }),
    ...(nextDueAt === null ? {} : { nextDueAt: Date.parse(nextDueAt) }),
    ...(form.sameAsBefore ? { copied: true as const } : {}),
  } as const;
  await store.contact.step(contact, [event], stamp);
  await store.wrapUp.insert(contact.id, wrapUp, { staffId: actor.id, at, tookMs: form.tookMs });

  const ticket = await store.ticket.known(contact.ticketId);
  if (ticket === undefined) throw new Error("a contact has a ticket");
  const isServed = await store.ticket.isServed(ticket.id, contact.id);
  const closes = settles(wrapUp) && !isServed;
  const fields = {
    ...ticket,
    reasonId: reasonId ?? ticket.reasonId,
    state: closes ? ("closed" as const) : ("open" as const),
    // Who leaves work behind has it, unless somebody has it already.
    assigneeId: closes ? ticket.assigneeId : (ticket.assigneeId ?? actor.id),
    dueAt: closes ? null : (nextDueAt ?? ticket.dueAt),
  };
  await store.ticket.change(ticket, fields, { events: ticketChanges(ticket, fields), ...stamp });
  await store.contact.settleWrapUp(contact, stamp);
  return { ticketClosed: closes };
}
