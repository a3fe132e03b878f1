import { HOUR, MINUTE } from "../kernel/instant.ts";
import type { SettingKey } from "../setting/registry.ts";

/** What a fan's matter is (mission, rows 16 and 24); it decides in which queue, and how soon, she gets a person. */
export const LANES = ["risk", "complaint", "purchase", "service", "praise"] as const;
export type Lane = (typeof LANES)[number];

/** The setting that names the queue of each, by its key. */
export const LANE_QUEUES = {
  risk: "lane.riskQueue",
  complaint: "lane.complaintQueue",
  purchase: "lane.purchaseQueue",
  service: "lane.serviceQueue",
  praise: "lane.praiseQueue",
} as const satisfies Readonly<Record<Lane, SettingKey>>;

/** A matter that nothing tells more of. */
export const USUAL_LANE: Lane = "service";

/**
 * So much longer than she has does she seem to wait. Whoever has waited longer than the difference goes first all the
 * same, so nobody starves (mission, row 38). Insults are no lane: they move nobody up (days, G26).
 */
export const BOOST_MS: Readonly<Record<Lane, number>> = {
  risk: HOUR,
  complaint: 5 * MINUTE,
  purchase: 2 * MINUTE,
  service: 0,
  praise: 0,
};

/** What her matter is after her next words: danger stays, and a complaint gives way to danger alone. */
export function nextLane(before: Lane | undefined, said: Lane | undefined): Lane | undefined {
  if (said === undefined || before === "risk") return before;
  return before === "complaint" && said !== "risk" ? before : said;
}
