import { t } from "../text/index.ts";
import type { Answer } from "../api/endpoints.ts";

export type Newcomers = Answer<"GET /newcomers">;
export type Newcomer = Newcomers["items"][number];
export type Graduate = Newcomers["graduates"][number];

/** 演练: on how much she has practised, and how it came out. */
export const practiceWords = ({ practice: { talks, points } }: Newcomer): string =>
  points === null ? t("newcomer.practice.none") : t("newcomer.practice", { n: talks, points });
