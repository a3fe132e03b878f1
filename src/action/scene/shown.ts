import type { Instant } from "../../core/kernel/instant.ts";
import type { CountedCode } from "./ports.ts";

/** A code as the API shows it. */
export type ShownCode = Omit<CountedCode, "expiresAt" | "createdAt" | "livesMs" | "state"> & {
  readonly days: number | null;
  readonly state: CountedCode["state"] | "expired";
  readonly expiresAt: string | null;
  readonly createdAt: string;
};

const DAY_MS = 86_400_000;

export function shownCode(
  { livesMs, expiresAt, createdAt, state, ...code }: CountedCode,
  at: Instant,
): ShownCode {
  const isOver = state === "ready" && expiresAt !== null && expiresAt <= at;
  return {
    ...code,
    state: isOver ? "expired" : state,
    days: livesMs === null ? null : Math.round(livesMs / DAY_MS),
    expiresAt: expiresAt === null ? null : new Date(expiresAt).toISOString(),
    createdAt: new Date(createdAt).toISOString(),
  };
}
