import type { WrapField } from "../queue/policy.ts";

export const OUTCOMES = ["solved", "unsolved", "sold", "saved", "refunded", "lost", "not_reached"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** 会话小结: why the fan came, what came of it, what is still to be done. Moments as ISO strings. */
export type WrapUp = {
  readonly reasonId: string | null;
  readonly outcome: Outcome | null;
  readonly nextStep: string | null;
  readonly nextDueAt: string | null;
  readonly note: string | null;
};

const VALUE = {
  reason: "reasonId",
  outcome: "outcome",
  nextStep: "nextStep",
  nextDueAt: "nextDueAt",
  note: "note",
} as const satisfies Record<WrapField, keyof WrapUp>;

/** What the queue asks for and is not there. Something that is solved has no next step. */
export const missingFields = (wrapUp: WrapUp, required: readonly WrapField[]): readonly WrapField[] =>
  required.filter((field) => {
    const isLater = field === "nextStep" || field === "nextDueAt";
    return (wrapUp[VALUE[field]] ?? "") === "" && !(isLater && settles(wrapUp));
  });

/**
 * Whether nothing is left to be done, so that the ticket closes with it: there is an outcome, which is neither unsolved
 * nor that nobody was reached (未接通: she is called again), and no next step.
 */
export const settles = ({ outcome, nextStep, nextDueAt }: WrapUp): boolean =>
  outcome !== null &&
  outcome !== "unsolved" &&
  outcome !== "not_reached" &&
  (nextStep ?? "") === "" &&
  nextDueAt === null;

/** 同上: reason and outcome of the one before where these are empty. What is still to be done is each fan's own. */
export const sameAsBefore = (wrapUp: WrapUp, before: WrapUp): WrapUp => ({
  ...wrapUp,
  reasonId: wrapUp.reasonId ?? before.reasonId,
  outcome: wrapUp.outcome ?? before.outcome,
});

/** Empty words are none. */
export const tidied = (wrapUp: WrapUp): WrapUp => ({
  ...wrapUp,
  nextStep: wrapUp.nextStep === "" ? null : wrapUp.nextStep,
  note: wrapUp.note === "" ? null : wrapUp.note,
});
