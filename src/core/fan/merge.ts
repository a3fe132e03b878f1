/** An identity as a merge sees it. */
export type Mergeable = {
  readonly identityId: string;
  readonly customerId: string | null;
  /** Somebody has said before that it is another person. */
  readonly parted: boolean;
};

/** A pointer that is to be moved. */
export type Move = { readonly identityId: string; readonly from: string | null; readonly to: string };

/**
 * One union id, one person: all pointers lead to the customer that was there first (ids grow with time), else to a new
 * one. What somebody has parted stays parted.
 */
export function movesToOne(
  identities: readonly Mergeable[],
  newCustomer: () => string,
): { readonly moves: readonly Move[]; readonly made?: string } {
  const together = identities.filter(({ parted }) => !parted);
  if (together.length < 2) return { moves: [] };
  const known = together.flatMap(({ customerId }) => (customerId === null ? [] : [customerId])).toSorted();
  const made = known.length === 0 ? newCustomer() : undefined;
  const to = known[0] ?? made ?? "";
  const moves = together
    .filter(({ customerId }) => customerId !== to)
    .map(({ identityId, customerId }) => ({ identityId, from: customerId, to }));
  return made === undefined ? { moves } : { moves, made };
}
