import { type Ref, shallowRef, watch } from "vue";

import { call } from "../../api/call.ts";
import type { Answer } from "../../api/endpoints.ts";
import { Refusal } from "../../api/refusal.ts";
import { t } from "../../text/index.ts";

export type Trial = Answer<"GET /knowledge/trials/:id">;
export type Report = Trial["reports"][number];
export type Outcome = Report["golden"]["worse"][number]["was"];

export const outcomeWords = ({ kind, titles }: Outcome): string =>
  t(`trial.outcome.${kind}`, { titles: titles.join(" / ") });

export const doubtWords = ({ code, n, of = 0 }: Trial["doubts"][number]): string =>
  t(`trial.doubt.${code}`, { n, of });

/** Before anything is published it is learned, and tried on what was asked in a week. */
export const TRIAL_MS_MAX = 120_000;

/** The last trial of what is written; whatever is changed has to be tried anew. */
export function useTrial(writing: Readonly<Ref<unknown>>) {
  const trial = shallowRef<Trial>();
  watch(writing, () => (trial.value = undefined));

  /** What held a publication back, question by question; any other refusal says all that there is. */
  async function lookAt(problem: unknown): Promise<void> {
    if (!(problem instanceof Refusal) || problem.code !== "entry_worse") return;
    const params = { id: String(problem.params["trial"]) };
    trial.value = await call("GET /knowledge/trials/:id", { params });
  }
  return { trial, lookAt };
}
