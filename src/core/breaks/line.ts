import type { Instant } from "../kernel/instant.ts";
import { MINUTE } from "../kernel/instant.ts";
import type { BreakQuota } from "./code.ts";

/** Somebody of some queue groups, and the code of the break that she has or wants. */
export type OnBreak = {
  readonly staffId: string;
  readonly groups: readonly string[];
  readonly code: string;
  /** When she plans to be back; none: nobody knows. */
  readonly backAt: Instant | undefined;
};

/** Who stands in the break line (小休排队), in its order. */
export type InLine = Omit<OnBreak, "backAt"> & {
  readonly id: string;
  /** A leader has still to agree: her place stays hers meanwhile. */
  readonly isUnapproved: boolean;
  /** It is her turn until then: so long a place is kept for her. */
  readonly until: Instant | undefined;
};

const concerns = ({ groupId, code }: BreakQuota, one: Pick<OnBreak, "groups" | "code">): boolean =>
  one.groups.includes(groupId) && (code === null || code === one.code);

/** Whether no quota of hers is used up by the others. */
export function hasPlace(
  asker: Omit<OnBreak, "backAt">,
  others: readonly Omit<OnBreak, "backAt">[],
  quotas: readonly BreakQuota[],
): boolean {
  return quotas
    .filter((quota) => concerns(quota, asker))
    .every(
      (quota) =>
        others.filter((one) => one.staffId !== asker.staffId && concerns(quota, one)).length < quota.max,
    );
}

/**
 * Whose turn it is now, in the order of the line. Who cannot go yet holds up nobody who can: a place of another code is
 * no place for her, and the first that is goes to her.
 */
export function turnsOf(
  line: readonly InLine[],
  away: readonly Omit<OnBreak, "backAt">[],
  quotas: readonly BreakQuota[],
): readonly InLine[] {
  const taken = [...away, ...line.filter(({ until }) => until !== undefined)];
  const turns: InLine[] = [];
  for (const one of line) {
    if (one.until !== undefined || one.isUnapproved || !hasPlace(one, taken, quotas)) continue;
    taken.push(one);
    turns.push(one);
  }
  return turns;
}

/** Who stands before her for a place that both could have. */
export function aheadOf(
  id: string,
  line: readonly InLine[],
  quotas: readonly BreakQuota[],
): readonly InLine[] {
  const at = line.findIndex((one) => one.id === id);
  const mine = line[at];
  if (mine === undefined) return [];
  const shared = quotas.filter((quota) => concerns(quota, mine));
  return line.slice(0, at).filter((one) => shared.some((quota) => concerns(quota, one)));
}

/** To the full minute: when as many are planned to be back as stand before her, and one; none where nobody knows. */
export function expectedAt(
  id: string,
  line: readonly InLine[],
  away: readonly OnBreak[],
  quotas: readonly BreakQuota[],
  at: Instant,
): Instant | undefined {
  const mine = line.find((one) => one.id === id);
  if (mine === undefined) return undefined;
  const before = aheadOf(id, line, quotas).length;
  const shared = quotas.filter((quota) => concerns(quota, mine));
  const backs = away
    .filter((one) => shared.some((quota) => concerns(quota, one)))
    .map(({ backAt = Infinity }) => Math.max(backAt, at))
    .toSorted((one, other) => one - other);
  const back = backs[before] ?? Infinity;
  return back === Infinity ? undefined : Math.ceil(back / MINUTE) * MINUTE;
}

/** Where in the line a leader has put her: a number between her new neighbours'. */
export function placeBetween(before: number | undefined, after: number | undefined): number {
  if (before === undefined) return (after ?? 0) - 1;
  return after === undefined ? before + 1 : (before + after) / 2;
}
