import { inject, type InjectionKey, provide } from "vue";

import type { Policy } from "../queue.ts";

/** Of a policy, the numbers: in which unit they are written, and between which ends. What may be empty limits nothing. */
export const NUMBERS = {
  offerMs: { unit: "seconds", min: 5, max: 300, step: 5 },
  noAnswerMax: { unit: "times", min: 1, max: 10, step: 1 },
  rejectMs: { unit: "seconds", min: 0, max: 86_400, step: 5, empty: true },
  noAnswerMs: { unit: "seconds", min: 0, max: 86_400, step: 5, empty: true },
  publicBoostMs: { unit: "seconds", min: 0, max: 86_400, step: 60 },
  vipBoostMs: { unit: "seconds", min: 0, max: 86_400, step: 60 },
  maxAgeMs: { unit: "seconds", min: 0, max: 86_400, step: 60, empty: true },
  publicSlots: { unit: "slots", min: 0, max: 1_000, step: 1 },
  overnightOneIn: { unit: "times", min: 2, max: 100, step: 1 },
  choiceLeadMs: { unit: "seconds", min: 0, max: 86_400, step: 300 },
  kolFollowers: { unit: "people", min: 1, max: 1_000_000_000, step: 1_000 },
  stickyWaitMs: { unit: "seconds", min: 0, max: 86_400, step: 10 },
  heavyAfterMs: { unit: "seconds", min: 0, max: 86_400, step: 30, empty: true },
  pullVisibleMax: { unit: "people", min: 1, max: 100, step: 1, empty: true },
  lengthMax: { unit: "people", min: 1, max: 1_000_000, step: 10, empty: true },
  unstaffedMsMax: { unit: "seconds", min: 0, max: 86_400, step: 60, empty: true },
  waitMsMax: { unit: "seconds", min: 0, max: 86_400, step: 60, empty: true },
  alarmWaiting: { unit: "people", min: 1, max: 1_000_000, step: 5, empty: true },
  alarmWaitMs: { unit: "seconds", min: 0, max: 86_400, step: 30, empty: true },
  transferMax: { unit: "times", min: 0, max: 20, step: 1 },
  returnedBoostMs: { unit: "seconds", min: 0, max: 86_400, step: 30 },
  bounceMs: { unit: "seconds", min: 0, max: 86_400, step: 30 },
  resumeMs: { unit: "seconds", min: 0, max: 86_400, step: 60 },
  dormantMs: { unit: "seconds", min: 0, max: 86_400, step: 60 },
  wrapMs: { unit: "seconds", min: 0, max: 1_800, step: 10 },
} as const satisfies Partial<Record<keyof Policy, NumberField>>;
export type NumberName = keyof typeof NUMBERS;

export type NumberField = {
  readonly unit: "seconds" | "times" | "slots" | "people";
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** Emptied it does not limit, or is as for the whole floor. */
  readonly empty?: true;
};

/** What all parts of the form share. */
export type PolicyForm = {
  readonly policy: () => Policy;
  /** What a policy is where nobody says otherwise. */
  readonly usual: () => Policy;
  readonly change: (part: Partial<Policy>) => void;
  /** What the server refused of a field, by its name. */
  readonly problem: (name: keyof Policy) => string | undefined;
  readonly isReadOnly: () => boolean;
};

const KEY: InjectionKey<PolicyForm> = Symbol("policy");

export const providePolicy = (form: PolicyForm): void => provide(KEY, form);

export function usePolicy(): PolicyForm {
  const form = inject(KEY);
  if (form === undefined) throw new Error("a part of the policy stands outside of its form");
  return form;
}

/** Which field a refusal is about. */
export function fieldsOf(code: string, params: Readonly<Record<string, unknown>>): readonly string[] {
  if (code.startsWith("overflow_")) return ["overflowTo"];
  if (code === "leader_queue_gone") return ["leaderQueueId"];
  if (code !== "input_invalid") return [];
  return String(params["fields"])
    .split(", ")
    .map((path) => /^policy\.(\w+)/.exec(path)?.[1] ?? "")
    .filter((name) => name !== "");
}
