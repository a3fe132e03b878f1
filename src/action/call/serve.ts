import type { Call } from "../../core/call/call.ts";
import { type CallPlan, planCall, takenBy } from "../../core/call/serving.ts";
import type { Contact } from "../../core/contact/contact.ts";
import type { ContactEvent } from "../../core/contact/event.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import { defaultQueuePolicy } from "../../core/queue/policy.ts";
import { endOffers } from "../../core/seating/work.ts";
import { alone } from "../agent/seated.ts";
import type { ActionContext } from "../action.ts";
import type { Stores } from "../ports.ts";
import { hangUp } from "./hang-up.ts";
import type { CallPlace, HeldCall } from "./ports.ts";

type Store = Pick<Stores, "agent" | "call" | "contact" | "passing">;
type Context = Pick<ActionContext<Store>, "store" | "at" | "ids">;
type Whole = Call & { readonly id: string; readonly externalId: string; readonly systemId: string };

const ACTOR = "system";

/** Brings the contact of a call, and the sign-in of whoever has it, to where its reports are. */
export async function serveCall(
  context: Context,
  given: { readonly call: Whole; readonly held: HeldCall; readonly usualQueueId: string | null },
): Promise<{ readonly place: CallPlace | undefined; readonly wakes: readonly string[] }> {
  const { store, at } = context;
  const { call, held, usualQueueId } = given;
  const known = held.contactId === null ? undefined : await store.contact.lock(held.contactId);
  const { taker } = call;
  const wished = { reported: call.queueId, usual: usualQueueId };
  const queueId = taker && (await store.call.queueFor(taker.staffId, wished));
  const policy = queueId === undefined ? defaultQueuePolicy : await store.passing.policyOfQueue(queueId);
  const plan = planCall(call, known?.contact, { at, wrapMs: policy.wrapMs, queueId });

  const place = known ?? (await openIt(context, call, plan));
  if (place === undefined) return { place: undefined, wakes: [] };
  const { contact: before, conversationId } = place;
  const rest = known === undefined ? plan.events.slice(1) : plan.events;
  if (known !== undefined) await store.call.identify(call, conversationId, at);
  if (plan.moves) await move(store, known?.contact, { contact: before, call }, at);
  else if (plan.hangsUp) await hangUp(store, before, { at, actor: ACTOR });
  if (rest.length > 0) await store.contact.step(before, rest, { at, actor: ACTOR });
  return {
    place: { contactId: before.id, conversationId },
    wakes: [...desksOf(known?.contact, call), "floor", "seat"],
  };
}

const desksOf = (before: Contact | undefined, { taker }: Call): readonly string[] =>
  [...new Set([before?.ownerId, taker?.staffId])].flatMap((id) => (id === undefined ? [] : [`staff:${id}`]));

async function openIt({ store, at, ids }: Context, call: Whole, { events }: CallPlan) {
  const [first] = events;
  if (first === undefined) return undefined;
  const event = { ...first, opens: { ticketId: ids(), dueAt: at } } as ContactEvent & {
    readonly opens: { readonly ticketId: string; readonly dueAt: Instant };
  };
  return store.call.open(call, event, at);
}

/** Out of one pair of hands, where it was in any, into another, who is offered nothing else from now on. */
async function move(
  store: Store,
  before: Contact | undefined,
  { contact: { id }, call }: { readonly contact: Contact; readonly call: Whole },
  at: Instant,
): Promise<void> {
  const stamp = { at, actor: ACTOR };
  if (before?.ownerId !== undefined && before.sessionId !== undefined) {
    const left = await store.agent.work(before.ownerId, "offers");
    const released = { code: "released", contact: id, why: "withdrawn" } as const;
    if (left?.session.id === before.sessionId)
      await store.agent.write(alone(left.session, [released]), stamp);
  }
  const { taker } = call;
  if (taker?.sessionId === undefined) return;
  const work = await store.agent.work(taker.staffId, "offers");
  if (work === undefined) return;
  const { contacts, ended, released } = endOffers(
    work,
    work.offers.map((offer) => ({ offer, outcome: "withdrawn", reason: "on_call" }) as const),
  );
  const events = [...released, ...takenBy(id, call)];
  await store.agent.write({ contacts, ended, session: { before: work.session, events } }, stamp);
}
