import { assign } from "../../core/assignment/assign.ts";
import type { Decision, SeatingLimits } from "../../core/assignment/world.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import { makeOffer } from "../../core/seating/offering.ts";
import { each, isRefused, type SeatingContext, tell } from "./context.ts";

/** A decision that lost a race is looked at again so soon. */
const AGAIN_MS = 50;

/** One pass over a queue group; returns how many got an agent. `lookAt` hears when time alone may bring more. */
export async function seatGroup(
  context: SeatingContext,
  group: { readonly id: string; readonly limits: SeatingLimits },
  at: Instant,
  lookAt: (time: Instant) => void,
): Promise<number> {
  const world = await context.store.world(group.id, group.limits, at);
  const assigned = assign(world, at);
  if (assigned.lookAt !== undefined) lookAt(assigned.lookAt);
  return each(assigned.decisions, async (decision) => {
    const isTrue = await makeTrue(context, decision, at);
    if (!isTrue) lookAt(at + AGAIN_MS);
    else if (decision.until !== undefined) lookAt(decision.until);
    return isTrue;
  });
}

async function makeTrue(context: SeatingContext, decision: Decision, at: Instant): Promise<boolean> {
  const { store, ids, watch } = context;
  const { contact, agent, until = at } = decision;
  const { sessionId, staffId } = agent;
  const offer = { id: ids(), contactId: contact.id, staffId, sessionId, at, until };
  const mode = decision.until === undefined ? "auto" : "offered";
  const written = await store.seat({ contactId: contact.id, sessionId }, at, (now, session) =>
    makeOffer(now, session, offer, mode),
  );
  if (isRefused(written)) watch.refused(decision, written);
  else watch.seated(decision, at);
  return tell(context, written);
}
