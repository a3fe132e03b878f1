import type { Instant } from "../../kernel/instant.ts";
import type { Asked } from "./asked.ts";

export type CodeLimits = {
  readonly sceneCharsMax: number;
  /** How long a temporary code lives at most, in ms. */
  readonly temporaryMsMax: number;
  /** Permanent codes of an account. */
  readonly permanentMax: number;
};

/** A code as the platform has made it. */
export type MadeCode = {
  /** What the picture says. */
  readonly url: string;
  readonly ticket?: string;
  /** Absent of a permanent one. */
  readonly expiresAt?: Instant;
};

/** Codes (二维码) by which a fan comes with a scene. Making one again is the same one, or one beside it: no harm. */
export type Codes = {
  readonly limits: CodeLimits;
  readonly make: (
    code: { readonly scene: string; readonly livesMs?: number },
    signal: AbortSignal,
  ) => Promise<Asked<MadeCode>>;
};
