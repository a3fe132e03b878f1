import type { Arrival, WriteFailure } from "./ports.ts";
import type { Result } from "./take-in/batch/planned.ts";

/** What the loops tell of themselves, for counters and the log. Ids and codes only. */
export type Watch = {
  /** A message has found its place and that is committed. */
  readonly taken: (arrival: Arrival, result: Result) => void;
  readonly batch: (size: number, tookMs: number) => void;
  readonly failed: (failure: WriteFailure, size: number, error: unknown) => void;
  /** Stored for the slow path, and why. */
  readonly stored: (arrival: Arrival, why: string, error?: unknown) => void;
  /** A stored message could not be taken in yet; it is tried again later. */
  readonly postponed: (arrival: Arrival, why: string, error?: unknown) => void;
  readonly replied: (how: "left" | "queued" | "unknown") => void;
  readonly tended: (what: string, count: number) => void;
  readonly trouble: (what: string, error: unknown) => void;
};
