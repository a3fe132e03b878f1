import type { Instant } from "../../kernel/instant.ts";
import type { Scores, TurnEnd } from "./words.ts";

/** While the bot has the contact. */
export type BotHappening =
  | (TurnEnd & {
      readonly code: "answered";
      readonly seq: number;
      readonly entry: string;
      readonly version: number;
      readonly rule: string;
      /** 0..1, where a match decided. */
      readonly score?: number;
      /** The best other entry: what it was chosen over. */
      readonly rival?: Scores[number];
      readonly knowledge?: string;
    })
  | (TurnEnd & {
      readonly code: "clarified";
      readonly seq: number;
      readonly options: readonly string[];
      readonly rule: string;
      readonly scores: Scores;
      readonly knowledge?: string;
    })
  | (TurnEnd & {
      readonly code: "missed";
      readonly seq: number;
      readonly rule: string;
      readonly scores: Scores;
      readonly knowledge?: string;
    })
  | (TurnEnd & { readonly code: "greeted"; readonly seq: number })
  /** She was told what the button that she tapped says. */
  | (TurnEnd & { readonly code: "told"; readonly seq: number; readonly rule: string })
  /** A piece of what the fan is about to say; her turn is over at `dueAt` (days, G10). */
  | { readonly code: "paused"; readonly seq: number; readonly rule: string; readonly dueAt: Instant }
  | { readonly code: "due"; readonly dueAt: Instant }
  /** Came by a code again: what its scene decides holds from now on. */
  | { readonly code: "scanned"; readonly seq: number; readonly scene: string; readonly queue?: string };
