import type { Instant } from "../kernel/instant.ts";

export const COVERS = ["pair", "group", "none"] as const;
/** Who answers an agent's customers while she is away: her partner, her queue's colleagues, or nobody at first. */
export type CoverPolicy = (typeof COVERS)[number];

export const COVER_CAUSES = ["call", "break", "away"] as const;
export type CoverCause = (typeof COVER_CAUSES)[number];

/** An agent's sign-in, as far as it tells whether she can answer. */
export type Standing = {
  readonly presence: string;
  readonly stateSince: Instant;
  /** When she means to be back. */
  readonly backAt: Instant | null;
  readonly isOnCall: boolean;
};

/** Why she cannot answer now; undefined: she can, or will in a moment. A short break is none of anybody's business. */
export function awayBy(
  { presence, stateSince, backAt, isOnCall }: Standing,
  at: Instant,
  breakMs: number,
): CoverCause | undefined {
  if (isOnCall) return "call";
  if (presence === "auto_away") return "away";
  if (presence !== "break") return undefined;
  const planned = backAt === null ? 0 : backAt - stateSince;
  return planned > breakMs || at - stateSince > breakMs ? "break" : undefined;
}

/** A fan who waits for a word of an agent who cannot give it. */
export type Left = {
  readonly waitingSince: Instant;
  readonly policy: CoverPolicy;
  /** Whom the agent has named, where that one is signed in. */
  readonly partnerId: string | null;
};

/**
 * Whose it is to answer meanwhile. What nobody has answered for so long is everybody's, whatever was set; a pair without a
 * partner who is there is a group.
 */
export function coveredBy(
  { waitingSince, policy, partnerId }: Left,
  at: Instant,
  afterMs: number,
): { readonly partnerId: string | null } | undefined {
  if (at - waitingSince > afterMs) return { partnerId: null };
  if (policy === "none") return undefined;
  return { partnerId: policy === "pair" ? partnerId : null };
}
