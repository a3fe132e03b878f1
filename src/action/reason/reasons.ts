import { Fault } from "../../core/kernel/fault.ts";
import { inOrder, placed, type Reason, REASON_DEPTH_MAX, REASONS_MAX } from "../../core/reason/tree.ts";
import type { Action, Query } from "../action.ts";
import type { Stores } from "../ports.ts";
import type { ReasonFields } from "./ports.ts";

type Store = Pick<Stores, "reason">;

/** 咨询分类, as a list: parents before children. */
export const readReasons: Query<object, { readonly items: Reason[] }, Store> = {
  permission: "signed_in",
  ask: async ({ store }) => ({ items: [...inOrder(await store.reason.all())] }),
};

/** @throws Fault `reason_too_many`, `reason_parent_gone`, `reason_too_deep`, `reason_name_taken` */
export const createReason: Action<Omit<ReasonFields, "active">, Reason, Store> = {
  id: "reason.created",
  permission: "reason.write",
  async run({ store, ids }, fields) {
    const reasons = await store.reason.lockAll();
    if (reasons.length >= REASONS_MAX) {
      throw new Fault("reason_too_many", `There are ${REASONS_MAX} reasons already.`, { max: REASONS_MAX });
    }
    refuseMisplaced(reasons, undefined, fields);
    const id = ids();
    const reason = { id, key: id, active: true, version: 1, ...fields };
    await store.reason.insert(reason);
    return { result: reason, audit: [{ subject: "reason", subjectId: id }] };
  },
};

type Change = ReasonFields & { readonly id: string; readonly version: number };

/** @throws Fault `reason_gone`, `version_conflict`, `reason_in_itself`, and those of creating */
export const changeReason: Action<Change, Reason, Store> = {
  id: "reason.changed",
  permission: "reason.write",
  async run({ store }, { id, version, ...fields }) {
    const reasons = await store.reason.lockAll();
    const before = reasons.find((reason) => reason.id === id);
    if (before === undefined) throw new Fault("reason_gone", "There is no such reason.");
    if (before.version !== version) {
      throw new Fault("version_conflict", "Somebody has changed this meanwhile. Look again, then repeat it.");
    }
    refuseMisplaced(reasons, id, fields);
    await store.reason.update(id, fields);
    return {
      result: { ...before, ...fields, version: version + 1 },
      audit: [{ subject: "reason", subjectId: id, data: { active: fields.active } }],
    };
  },
};

function refuseMisplaced(
  reasons: readonly Reason[],
  id: string | undefined,
  { parentId, name }: Pick<ReasonFields, "parentId" | "name">,
): void {
  switch (placed(reasons, id, parentId)) {
    case "reason_parent_gone":
      throw new Fault("reason_parent_gone", "The reason above it is not there any more.");
    case "reason_in_itself":
      throw new Fault("reason_in_itself", "A reason cannot hang below itself.");
    case "reason_too_deep":
      throw new Fault("reason_too_deep", `At most ${REASON_DEPTH_MAX} levels.`, { max: REASON_DEPTH_MAX });
    case "ok":
  }
  const twin = reasons.some(
    (reason) => reason.id !== id && reason.parentId === parentId && reason.name === name && reason.active,
  );
  if (twin) throw new Fault("reason_name_taken", `${name} is there already.`, { name });
}
