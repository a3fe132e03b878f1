import type { Answer } from "../../api/endpoints.ts";
import { t } from "../../text/index.ts";

export type Draft = Answer<"GET /knowledge/drafts">["items"][number];
export type Tried = Answer<"POST /knowledge/releases/try">;
export type Standing = Tried["entries"][number];
export type Release = Answer<"GET /knowledge/releases">["items"][number];

/** So many are published in one step. */
export const CHOSEN_MAX = 1_000;

/** Why one is held, in a sentence; empty where it is not. */
export function heldWords({ is, n = 0, words = "", other = "" }: Standing): string {
  return is === "ready" ? "" : t(`release.held.${is}`, { n, words, other });
}
