/** A node of 咨询分类. */
export type Reason = {
  readonly id: string;
  readonly parentId: string | null;
  readonly key: string;
  readonly name: string;
  readonly nameEn: string | null;
  readonly position: number;
  readonly active: boolean;
  readonly version: number;
};

export const REASON_DEPTH_MAX = 4;
export const REASONS_MAX = 500;

/** Parents before children, brothers by position and name. */
export function inOrder(reasons: readonly Reason[]): readonly Reason[] {
  const children = new Map<string | null, Reason[]>();
  for (const reason of reasons) {
    children.set(reason.parentId, [...(children.get(reason.parentId) ?? []), reason]);
  }
  const below = (parentId: string | null): readonly Reason[] =>
    (children.get(parentId) ?? [])
      .toSorted((a, b) => a.position - b.position || (a.name < b.name ? -1 : 1))
      .flatMap((reason) => [reason, ...below(reason.id)]);
  return below(null);
}

export type Placement = "ok" | "reason_parent_gone" | "reason_too_deep" | "reason_in_itself";

/** Whether a reason (undefined: a new one) can hang under this parent. */
export function placed(
  reasons: readonly Reason[],
  id: string | undefined,
  parentId: string | null,
): Placement {
  const byId = new Map(reasons.map((reason) => [reason.id, reason]));
  let depth = id === undefined ? 1 : heightOf(reasons, id);
  for (let at = parentId; at !== null; depth += 1) {
    const parent = byId.get(at);
    if (parent === undefined) return "reason_parent_gone";
    if (parent.id === id) return "reason_in_itself";
    at = parent.parentId;
  }
  return depth > REASON_DEPTH_MAX ? "reason_too_deep" : "ok";
}

/** How many levels a branch has. */
const heightOf = (reasons: readonly Reason[], id: string): number =>
  1 +
  Math.max(
    0,
    ...reasons.filter(({ parentId }) => parentId === id).map((child) => heightOf(reasons, child.id)),
  );

/** Only a leaf that is in use, all the way up, can be chosen. */
export function canBeChosen(reasons: readonly Reason[], id: string): boolean {
  const byId = new Map(reasons.map((reason) => [reason.id, reason]));
  if (reasons.some(({ parentId, active }) => parentId === id && active)) return false;
  for (let at: string | null = id; at !== null;) {
    const reason: Reason | undefined = byId.get(at);
    if (reason === undefined || !reason.active) return false;
    at = reason.parentId;
  }
  return true;
}
