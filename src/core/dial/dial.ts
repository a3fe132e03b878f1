import type { CallState } from "../call/call.ts";
import { type Instant, MINUTE, SECOND } from "../kernel/instant.ts";

/** So long an order may be tried: who is rung later has gone for coffee. */
export const DIAL_MS = 30 * SECOND;
/** Taken, and no report of a call for so long: nothing rings. */
export const SILENT_MS = 2 * MINUTE;
/** Of one agent, a minute: whoever redials by hand is slower. */
export const DIALS_MAX = 6;

const FIRST_PAUSE_MS = SECOND;
const PAUSE_MS_MAX = 8 * SECOND;

/** Why nothing rings. */
export const DIAL_CODES = [
  "agent_busy",
  "number_refused",
  "key_refused",
  "address_wrong",
  "refused",
  "unreachable",
  "trouble",
  "silent",
  "system_off",
] as const;
export type DialCode = (typeof DIAL_CODES)[number];

/** What a telephone system made of an order; `later`: it may take it yet. */
export type Rung =
  | { readonly kind: "taken" }
  | { readonly kind: "refused"; readonly code: DialCode }
  | { readonly kind: "later"; readonly code: DialCode };

/** An order after a try. */
export type DialOutcome =
  | { readonly state: "taken" }
  | { readonly state: "failed"; readonly code: DialCode }
  | { readonly state: "due"; readonly code: DialCode; readonly dueAt: Instant };

const AGAIN = new Set([408, 425, 429]);
const REFUSED: Readonly<Record<number, DialCode>> = {
  401: "key_refused",
  403: "key_refused",
  404: "address_wrong",
  405: "address_wrong",
  409: "agent_busy",
  410: "address_wrong",
  422: "number_refused",
};

/** What its answer says; undefined: there was none. The same order twice is one call, so what nobody knows is tried again. */
export function rungBy(status: number | undefined): Rung {
  if (status === undefined) return { kind: "later", code: "unreachable" };
  if (status >= 200 && status < 300) return { kind: "taken" };
  if (status >= 500 || AGAIN.has(status)) return { kind: "later", code: "trouble" };
  return { kind: "refused", code: REFUSED[status] ?? "refused" };
}

/** `random`: 0 to 1. What cannot be tried in time any more has failed now, not later. */
export function afterTry(
  rung: Rung,
  order: { readonly at: Instant; readonly failures: number },
  at: Instant,
  random: number,
): DialOutcome {
  if (rung.kind === "taken") return { state: "taken" };
  const { code } = rung;
  const pause = Math.min(FIRST_PAUSE_MS * 2 ** order.failures, PAUSE_MS_MAX) * (0.5 + random / 2);
  const dueAt = at + Math.round(pause);
  if (rung.kind === "refused" || dueAt >= order.at + DIAL_MS) return { state: "failed", code };
  return { state: "due", code, dueAt };
}

/** Who makes a system ring: we, by an order, or whoever frames the panel. */
export const DIALLED_BY = ["order", "panel"] as const;
export type DialledBy = (typeof DIALLED_BY)[number];

export type DialState = "due" | "sending" | "taken" | "called" | "failed";

/** As its agent sees it: told to the system, her own telephone rings, the customer's does, they talk, and how it ended. */
export const DIAL_STAGES = ["ordered", "phone", "ringing", "talking", "talked", "missed", "failed"] as const;
export type DialStage = (typeof DIAL_STAGES)[number];

export function stageOf(state: DialState, call: CallState | null): DialStage {
  if (call !== null) return call;
  if (state === "taken" || state === "called") return "phone";
  return state === "failed" ? "failed" : "ordered";
}
