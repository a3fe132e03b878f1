import type { QueueRules } from "../../assignment/live/rules.ts";
import type { Floor } from "../../assignment/mirror/image.ts";
import { type Cell, cellsOf, type Deviation } from "../deviation.ts";
import { extraCapacity, policyInForce } from "../in-force.ts";

/** As the engine knows it: what its rules do not have it does not read. */
const rulesUnder = (rules: QueueRules, cells: readonly Cell[]): QueueRules =>
  policyInForce(rules, rules.id, cells) as QueueRules;

/** What agents claim themselves they are offered here, as nobody is there to claim it. */
export const playable = (floor: Floor): Floor => ({
  ...floor,
  queues: floor.queues.map((rules) => ({ ...rules, mode: "push", strategy: claimless(rules) })),
});

const claimless = ({ strategy }: QueueRules): QueueRules["strategy"] =>
  strategy === "broadcast" ? "longest_idle" : strategy;

/** The floor as it would be: beside what deviates now, these would, too. */
export function floorUnder(floor: Floor, now: readonly Deviation[], more: readonly Deviation[]): Floor {
  const [lent, cells] = [now.flatMap(cellsOf), more.flatMap(cellsOf)];
  return {
    ...floor,
    queues: floor.queues.map((rules) => rulesUnder(rules, cells)),
    agents: floor.agents.map((image) => {
      const { spec } = image;
      const who = {
        queues: spec.memberships.map(({ queueId }) => queueId),
        skills: Object.keys(spec.skills),
      };
      const lends = extraCapacity(who, [...lent, ...cells]) - extraCapacity(who, lent);
      const extra = spec.isNew === true ? 0 : lends;
      return { ...image, spec: { ...spec, capacity: spec.capacity + extra } };
    }),
  };
}

/** What the engine has no part in: what of a preset no forecast can show. */
const BESIDE: readonly Deviation["kind"][] = [
  "survey_off",
  "breaks",
  "notices_off",
  "opening_line",
  "bot",
  "alarm",
];

export const besideForecast = (deviations: readonly Deviation[]): readonly Deviation["kind"][] =>
  deviations.map(({ kind }) => kind).filter((kind) => BESIDE.includes(kind));
