import type { Instant } from "../../kernel/instant.ts";
import type { RatingSkip, Resolution, TurnEnd } from "./words.ts";

/** How it ends. */
export type EndHappening =
  | {
      readonly code: "ended";
      readonly by: "agent" | "fan" | "timer";
      readonly staff?: string;
      /** The form has to be filled until then, or is owed. */
      readonly dueAt: Instant;
      /** From then on the end is final, and the fan may be asked how it was. */
      readonly ratingDueAt?: Instant;
      readonly seq?: number;
    }
  /** Ended by mistake: taken back within a few seconds. */
  | { readonly code: "resumed"; readonly staff: string }
  | { readonly code: "wrapup_owed" }
  | {
      readonly code: "wrapped_up";
      readonly staff: string;
      readonly reasonId?: string;
      readonly outcome?: string;
      readonly nextDueAt?: Instant;
      /** Filled as the one before: 同上. */
      readonly copied?: true;
    }
  /** A message that needs no answer, by the named rule. */
  | (TurnEnd & { readonly code: "noted"; readonly seq: number; readonly rule: string })
  | { readonly code: "closed"; readonly resolution: Resolution; readonly seq?: number }
  | { readonly code: "abandoned"; readonly resolution: Resolution; readonly seq?: number };

/** How it was, in the fan's eyes. */
export type RatingHappening =
  | { readonly code: "rating_asked"; readonly seq: number }
  | { readonly code: "rating_skipped"; readonly because: RatingSkip }
  /** 1 to 5; a later one replaces it. */
  | { readonly code: "rated"; readonly seq: number; readonly score: number };
