import type { Instant } from "../../kernel/instant.ts";
import { fitsFrom, mayMeet, stageFor } from "../dispatch/eligible.ts";
import { compareInOrder, takeTurns } from "../dispatch/precedence.ts";
import type { LiveAgent, Membership } from "../live/agent.ts";
import type { LiveContact } from "../live/contact.ts";
import { find } from "../order/sorted-list.ts";
import { withTurns } from "../waiting/ahead.ts";
import type { Placed } from "../waiting/bucket.ts";

/**
 * Whether a contact is among the first so many of its queue that she may take herself (seats section 2.7). What is not
 * for her hides nothing from her: else what nobody may have would keep all others out of everybody's sight.
 */
export function isVisible(
  agent: LiveAgent,
  membership: Membership,
  contact: LiveContact,
  at: Instant,
): boolean {
  const { queue, key } = contact;
  const { pullVisibleMax = Infinity } = queue.rules;
  if (pullVisibleMax === Infinity || key === undefined) return true;
  const own = { contact, key };
  const stage = stageFor(queue, membership);
  let ahead = 0;
  let others = 0;
  /** True ends the look: what comes from here on is not before it, or enough is. */
  const counts = (placed: Placed): boolean => {
    if (takeTurns(placed.contact, contact)) {
      if (mayMeet(agent, placed.contact, at)) others += 1;
      return others >= pullVisibleMax;
    }
    if (compareInOrder(placed, own) >= 0) return true;
    if (mayMeet(agent, placed.contact, at)) ahead += 1;
    return ahead >= pullVisibleMax;
  };

  for (const bucket of queue.buckets.values())
    if (fitsFrom(stage, agent, bucket)) find(bucket.contacts, counts);
  // Those that wait for her alone stand in no bucket.
  for (const one of agent.wantedBy)
    if (one.queue === queue && one.bucket === undefined && one.key !== undefined && one.wants !== undefined)
      if (fitsFrom(stage, agent, one.wants)) counts({ contact: one, key: one.key });
  return withTurns(contact, ahead, others) < pullVisibleMax;
}
