import type { QueueRules } from "../../../src/core/assignment/live/rules.ts";
import { CALL } from "../../../src/core/queue/channel.ts";
import type { QueuePolicy } from "../../../src/core/queue/policy.ts";

/** Only the house's own telephone stands alone whatever a floor says; a scenario's channels are as it says. */
export const channelOn = (name: string): string => (name === CALL ? "voice" : name);
export const channelsOn = <Of>(given: Readonly<Record<string, Of>>): Record<string, Of> =>
  Object.fromEntries(Object.entries(given).map(([name, value]) => [channelOn(name), value]));

/** A queue's rules as its policy; queues have their ids by now. */
export function policyOf(rules: QueueRules, queues: ReadonlyMap<string, string>): Partial<QueuePolicy> {
  const { strategy, heavyAfterMs, maxAgeMs, promote, waitMsMax, lengthMax, unstaffedMsMax, pullVisibleMax } =
    rules;
  const overflowTo = rules.overflowTo === "ticket" ? "ticket" : queues.get(rules.overflowTo);
  if (overflowTo === undefined) throw new Error(`${rules.id}: nothing overflows to ${rules.overflowTo} yet`);
  return {
    strategy,
    mode: rules.mode,
    isOpen: rules.isOpen,
    joinEmpty: rules.joinEmpty,
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
    weights: channelsOn(rules.weights),
    vipBoostMs: rules.vipBoostMs,
    newcomers: rules.newcomers,
    kolFollowers: rules.kolFollowers,
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
    ...(unstaffedMsMax !== undefined && { unstaffedMsMax }),
    ...(pullVisibleMax !== undefined && { pullVisibleMax }),
  };
}
