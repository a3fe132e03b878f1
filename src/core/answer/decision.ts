import type { Entry } from "../knowledge/entry.ts";
import type { Lane } from "../queue/lane.ts";
import type { RiskRule } from "./risk.ts";

/** An entry as a decision saw it: enough to explain the decision later, without a fan's words. */
export type Scored = { readonly entryId: string; readonly version: number; readonly score: number };

type Explained<Rule extends string> = {
  /** The rule that decided: a stable code for events, metrics and explanations. */
  readonly rule: Rule;
  /** The best entries at that moment, best first, whether or not they decided. */
  readonly top: readonly Scored[];
};

/** By which set of words a matter was told, and, where it is one that the house has added, by which of them. */
export type LaneBy = { readonly words: string; readonly own?: string };

/** What becomes of one text of a fan, and on what ground. */
export type Decision = Verdict & {
  /** What her words tell of her matter. */
  readonly lane?: Lane;
  /** By which words. */
  readonly laneBy?: LaneBy;
  /** The published knowledge that it was decided on: the same name, the same entries in the same versions. */
  readonly knowledge?: string;
};

export type Verdict =
  | ({ readonly kind: "answer"; readonly entry: Entry; readonly score: number } & Explained<
      "matched" | "chosen"
    >)
  | ({
      readonly kind: "clarify";
      readonly options: readonly Entry[];
      readonly score: number;
    } & Explained<"close">)
  | ({ readonly kind: "hand_over"; readonly reason: HandOverReason } & Explained<
      "person_wished" | "misses_in_row" | "complaint" | RiskRule
    >)
  /** An opener, or a sign that says no more than one. */
  | ({ readonly kind: "greet" } & Explained<"opener" | "sign">)
  /** Thanks, assent, farewell, or an opener once more: gets no answer. */
  | ({ readonly kind: "courtesy" } & Explained<"courtesy" | "opener_again" | "sign">)
  /** said_before: what fits has just been said, and did not help. */
  | ({ readonly kind: "miss"; readonly score: number } & Explained<
      "below_threshold" | "nothing_to_match" | "abuse" | "said_before"
    >);

export type HandOverReason = "asked" | "missed_twice" | "complaint" | "risk";

/** What is remembered between two texts of a fan. A list dies with the next text, whatever that was. */
export type Memory = {
  /** Entry ids of the numbered list that the fan was shown last and has not answered, in its order. */
  readonly asked?: readonly string[];
  readonly missesInRow: number;
  readonly lastEntryId?: string;
  /** Openers got their one line. */
  readonly greeted?: boolean;
};

export const EMPTY_MEMORY: Memory = { missesInRow: 0 };
