import type { Asked } from "../channel/capability/asked.ts";
import { type Instant, HOUR, MINUTE, SECOND } from "../kernel/instant.ts";

const TRIES_MAX = 6;
const PAUSE_MS = 2 * SECOND;
const PAUSE_MS_MAX = 10 * MINUTE;
const ACCOUNT_PAUSE_MS = 10 * MINUTE;

/** What becomes of a question that was not answered with yes. */
export type Next =
  | { readonly kind: "again"; readonly at: Instant }
  /** The whole account is left alone for so long; this costs the question no try. */
  | { readonly kind: "pause"; readonly until: Instant }
  | { readonly kind: "over" };

/** `tries`: this one included. */
export function nextOf(asked: Exclude<Asked<unknown>, { kind: "done" }>, tries: number, at: Instant): Next {
  if (asked.kind === "refused") {
    if (asked.whose !== "account") return { kind: "over" };
    return { kind: "pause", until: at + (asked.afterMs ?? ACCOUNT_PAUSE_MS) };
  }
  if (tries >= TRIES_MAX) return { kind: "over" };
  const pause = asked.afterMs ?? Math.min(PAUSE_MS_MAX, PAUSE_MS * 3 ** (tries - 1));
  return { kind: "again", at: at + pause };
}

/** What was asked so long ago may be so no more. */
export const PROFILE_FRESH_MS = 24 * HOUR;
