import type { Entry } from "../knowledge/entry.ts";
import type { RiskRule } from "./risk.ts";

/** An entry as a decision saw it: enough to explain the decision later, without a fan's words. */
export type Scored = { readonly entryId: string; readonly version: number; readonly score: number };

type Explained<Rule extends string> = {
  /** The rule that decided: a stable code for events, metrics and explanations. */
  readonly rule: Rule;
  /** The best entries at that moment, best first, whether or not they decided. */
  readonly top: readonly Scored[];
};

/** What becomes of one text of a fan. */
export type Decision =
  | ({ readonly kind: "answer"; readonly entry: Entry; readonly score: number } & Explained<
      "matched" | "chosen"
    >)
  | ({
      readonly kind: "clarify";
      readonly options: readonly Entry[];
      readonly score: number;
    } & Explained<"close">)
  | ({ readonly kind: "hand_over"; readonly reason: HandOverReason } & Explained<
      "person_wished" | "misses_in_row" | RiskRule
    >)
  | ({ readonly kind: "greet" } & Explained<"opener">)
  /** Thanks, assent, farewell: gets no answer. */
  | ({ readonly kind: "courtesy" } & Explained<"courtesy">)
  | ({ readonly kind: "miss"; readonly score: number } & Explained<"below_threshold" | "nothing_to_match">);

export type HandOverReason = "asked" | "missed_twice" | "risk";

/** What is remembered between two texts of a fan. A list dies with the next text, whatever that was. */
export type Memory = {
  /** Entry ids of the numbered list that the fan was shown last and has not answered, in its order. */
  readonly asked?: readonly string[];
  readonly missesInRow: number;
  readonly lastEntryId?: string;
};

export const EMPTY_MEMORY: Memory = { missesInRow: 0 };
