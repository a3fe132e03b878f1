import type { Decision } from "../answer/decision.ts";

/** What the bot makes of one question, as far as its knowledge decides it. */
export type Outcome =
  | { readonly kind: "answered"; readonly entryId: string }
  /** Asked back: one of these. */
  | { readonly kind: "asked"; readonly entryIds: readonly string[] }
  | { readonly kind: "missed" }
  /** A rule came first (danger, a wish for a person, thanks): no entry was asked. */
  | { readonly kind: "ruled" };

export function outcomeOf(decision: Decision): Outcome {
  if (decision.kind === "answer") return { kind: "answered", entryId: decision.entry.id };
  if (decision.kind === "clarify") return { kind: "asked", entryIds: decision.options.map(({ id }) => id) };
  return { kind: decision.kind === "miss" ? "missed" : "ruled" };
}

/**
 * How well a question is served for which this entry is right; null: nobody's question, which is not to be answered.
 * 2: as it should be; 1: after asking back; 0: wrongly, or not at all.
 */
export function servedBy(outcome: Outcome, wanted: string | null): 0 | 1 | 2 {
  if (outcome.kind === "asked") return wanted === null || outcome.entryIds.includes(wanted) ? 1 : 0;
  if (outcome.kind === "answered") return outcome.entryId === wanted ? 2 : 0;
  return wanted === null ? 2 : 0;
}
