/**
 * Remembers which body came with which nonce. A signature that does not cover the body can be copied onto
 * another one; this makes such a copy useless on this process while its time stamp is still good.
 */
export type ReplayGuard = {
  /** False where the nonce is known with another body. The same body again is a redelivery, and fine. */
  readonly admit: (nonceKey: string, bodyDigest: string, at: number) => boolean;
};

export type ReplayGuardOptions = {
  /** How long a nonce is remembered at least, in ms, as long as there is room. */
  readonly windowMs: number;
  /** Bounds the memory (about 120 bytes an entry). When it is reached the oldest half goes early. */
  readonly entriesMax: number;
};

/** Digits of the digest kept: 72 bits are out of reach within any window, and short texts cost little memory. */
const digestKept = 18;

/** Two generations of entries: dropping the older one is the whole expiry, so no entry is ever visited for it. */
export function createReplayGuard({ windowMs, entriesMax }: ReplayGuardOptions): ReplayGuard {
  const generationMax = Math.max(1, Math.floor(entriesMax / 2));
  let young = new Map<string, string>();
  let old = new Map<string, string>();
  let startedAt = Number.NEGATIVE_INFINITY;

  function turn(at: number, keepYoung: boolean): void {
    old = keepYoung ? young : new Map();
    young = new Map();
    startedAt = at;
  }

  return {
    admit(nonceKey, bodyDigest, at) {
      const age = at - startedAt;
      if (age >= windowMs) turn(at, age < 2 * windowMs);
      const kept = bodyDigest.slice(0, digestKept);
      const known = young.get(nonceKey) ?? old.get(nonceKey);
      if (known !== undefined) return known === kept;
      if (young.size >= generationMax) turn(at, true);
      young.set(nonceKey, kept);
      return true;
    },
  };
}
