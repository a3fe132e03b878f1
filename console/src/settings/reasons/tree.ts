import { placed } from "../../../../src/core/reason/tree.ts";
import type { Answer } from "../../api/endpoints.ts";

/** A node of 咨询分类. The server lists parents before children, brothers in their order. */
export type Reason = Answer<"GET /reasons">["items"][number];

/** A leaf can be chosen by agents; what is off, or hangs below something that is, cannot. */
export type Standing = "leaf" | "branch" | "off" | "off_above";

/** One line of the tree. */
export type Row = {
  readonly reason: Reason;
  /** From 1, at the top. */
  readonly level: number;
  /** Its place among its brothers, from 1, and how many they are. */
  readonly nth: number;
  readonly brothers: number;
  readonly children: number;
  readonly standing: Standing;
};

/** What is seen of the tree: all but what hangs below a folded node. */
export function rowsOf(reasons: readonly Reason[], folded: ReadonlySet<string>): readonly Row[] {
  const byParent = Map.groupBy(reasons, ({ parentId }) => parentId);
  const below = (parentId: string | null, level: number, isAboveOff: boolean): readonly Row[] => {
    const brothers = byParent.get(parentId) ?? [];
    return brothers.flatMap((reason, index) => {
      const children = byParent.get(reason.id) ?? [];
      const row: Row = {
        reason,
        level,
        nth: index + 1,
        brothers: brothers.length,
        children: children.length,
        standing: standingOf(reason, children, isAboveOff),
      };
      if (folded.has(reason.id)) return [row];
      return [row, ...below(reason.id, level + 1, isAboveOff || !reason.active)];
    });
  };
  return below(null, 1, false);
}

function standingOf({ active }: Reason, children: readonly Reason[], isAboveOff: boolean): Standing {
  if (!active) return "off";
  if (isAboveOff) return "off_above";
  return children.some((child) => child.active) ? "branch" : "leaf";
}

/** Where a reason (undefined: a new one) may hang, besides the top: not below itself, not too deep. */
export const parentsFor = (reasons: readonly Reason[], id: string | undefined): readonly Reason[] =>
  reasons.filter((parent) => placed(reasons, id, parent.id) === "ok");

/** The names from the top down to a reason, in a language; none for the top itself. */
export function pathOf(
  reasons: readonly Reason[],
  id: string | null,
  language: "zh-CN" | "en",
): readonly string[] {
  const reason = reasons.find((one) => one.id === id);
  if (reason === undefined) return [];
  return [...pathOf(reasons, reason.parentId, language), nameOf(reason, language)];
}

export const nameOf = ({ name, nameEn }: Reason, language: "zh-CN" | "en"): string =>
  language === "en" ? nameEn || name : name;

/** Behind its brothers-to-be. */
export const lastPosition = (reasons: readonly Reason[], parentId: string | null): number =>
  Math.min(
    POSITION_MAX,
    1 + Math.max(-1, ...reasons.filter((one) => one.parentId === parentId).map(({ position }) => position)),
  );

/** The server's own limit. */
const POSITION_MAX = 999;

/**
 * The brothers that get another position when one of them goes up (-1) or down (1); none at the end of the row. Two
 * change places; where positions were the same, which lists by name, all are told apart.
 */
export function shifted(reasons: readonly Reason[], id: string, by: 1 | -1): readonly Reason[] {
  const reason = reasons.find((one) => one.id === id);
  if (reason === undefined) return [];
  const brothers = reasons.filter(({ parentId }) => parentId === reason.parentId);
  const at = brothers.indexOf(reason);
  const to = at + by;
  if (to < 0 || to >= brothers.length) return [];
  const before = brothers.map(({ position }) => position);
  const isTold = before.every((position, index) => index === 0 || position > (before[index - 1] ?? 0));
  return brothers
    .toSpliced(at, 1)
    .toSpliced(to, 0, reason)
    .map((brother, index) => ({ brother, position: isTold ? (before[index] ?? index) : index }))
    .filter(({ brother, position }) => brother.position !== position)
    .map(({ brother, position }) => ({ ...brother, position }));
}
