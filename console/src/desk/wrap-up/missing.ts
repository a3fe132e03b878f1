import type { WrapUp } from "../api/contact.ts";
import type { WrapField } from "../api/wire.ts";

export const emptyWrapUp: WrapUp = {
  reasonId: null,
  outcome: null,
  nextStep: null,
  nextDueAt: null,
  note: null,
};

const values: Readonly<Record<WrapField, (form: WrapUp) => unknown>> = {
  reason: ({ reasonId }) => reasonId,
  outcome: ({ outcome }) => outcome,
  nextStep: ({ nextStep }) => nextStep?.trim(),
  nextDueAt: ({ nextDueAt }) => nextDueAt,
  note: ({ note }) => note?.trim(),
};

/** What is asked for and not filled. */
export const missingIn = (form: WrapUp, required: readonly WrapField[]): readonly WrapField[] =>
  required.filter((field) => !values[field](form));
