import { defaultQueueRules, type QueueRules } from "../../../src/core/assignment/live/rules.ts";
import type { QueuePolicy } from "../../../src/core/queue/policy.ts";

/** Rules that the engine knows and the floor does not live by yet. */
const NOT_YET = ["isOpen", "unstaffedMsMax", "joinEmpty", "pullVisibleMax"] as const;

/** A queue's rules as its policy; queues have their ids by now. */
export function policyOf(rules: QueueRules, queues: ReadonlyMap<string, string>): Partial<QueuePolicy> {
  for (const name of NOT_YET)
    if (rules[name] !== defaultQueueRules[name])
      throw new Error(`${rules.id}: the floor knows no ${name} yet`);
  const { strategy, heavyAfterMs, maxAgeMs, promote, waitMsMax, lengthMax } = rules;
  const overflowTo = rules.overflowTo === "ticket" ? "ticket" : queues.get(rules.overflowTo);
  if (overflowTo === undefined) throw new Error(`${rules.id}: nothing overflows to ${rules.overflowTo} yet`);
  if (strategy === "broadcast") throw new Error(`${rules.id}: on the floor a call to all is no offer`);
  // Its draw hangs on the contact's id, and the floor gives its own.
  if (strategy === "random") throw new Error(`${rules.id}: a draw cannot be compared yet`);
  return {
    strategy,
    mode: rules.mode,
    order: rules.order,
    idleBasis: rules.idleBasis,
    autoAccept: rules.autoAccept,
    offerMs: rules.offerMs,
    wrapMs: rules.wrapMs,
    rejectMs: rules.rejectMs,
    noAnswerMs: rules.noAnswerMs,
    noAnswerMax: rules.noAnswerMax,
    declineExcludes: rules.declineExcludes,
    rings: rules.rings,
    skipEmptyRings: rules.skipEmptyRings,
    stickyWaitMs: rules.stickyWaitMs,
    weights: rules.weights,
    vipBoostMs: rules.vipBoostMs,
    transferMax: rules.transferMax,
    ...(rules.leaderQueueId !== undefined && { leaderQueueId: queues.get(rules.leaderQueueId) }),
    resumeMs: rules.resumeMs,
    returnedBoostMs: rules.returnedBoostMs,
    bounceMs: rules.bounceMs,
    dormantHolds: rules.dormantHolds,
    publicSlots: rules.publicSlots,
    overnightOneIn: rules.overnightOneIn,
    choiceLeadMs: 0,
    publicBoostMs: 0,
    wrapRequired: [],
    ratingInvite: false,
    ...(heavyAfterMs !== undefined && { heavyAfterMs }),
    ...(maxAgeMs !== undefined && { maxAgeMs }),
    ...(promote !== undefined && { promote }),
    overflowTo,
    ...(waitMsMax !== undefined && { waitMsMax }),
    ...(lengthMax !== undefined && { lengthMax }),
  };
}
