import { BREAK_CODES_MAX, type BreakCode } from "../../core/breaks/code.ts";
import { Fault } from "../../core/kernel/fault.ts";
import type { Action, Query } from "../action.ts";
import type { Stores } from "../ports.ts";
import { refuseGoneGroup } from "../queue/rules.ts";
import type { CodeFields, NamedQuota } from "./ports.ts";

type Store = Pick<Stores, "breaks">;

/** 小休原因, in the order of the menu; the ones that are switched off among them. */
export const readBreakCodes: Query<object, { readonly items: readonly BreakCode[] }, Store> = {
  permission: "signed_in",
  ask: async ({ store }) => ({ items: await store.breaks.codes() }),
};

/** @throws Fault `break_codes_too_many` {max}, `break_code_name_taken` {name} */
export const createBreakCode: Action<Omit<CodeFields, "active">, BreakCode, Store> = {
  id: "break_code.created",
  permission: "reason.write",
  async run({ store, ids }, fields) {
    const codes = await store.breaks.lockCodes();
    if (codes.length >= BREAK_CODES_MAX) {
      throw new Fault("break_codes_too_many", `There are ${BREAK_CODES_MAX} break codes already.`, {
        max: BREAK_CODES_MAX,
      });
    }
    refuseTwin(codes, undefined, fields.name);
    const id = ids();
    const code: BreakCode = { id, key: id, active: true, version: 1, ...fields };
    await store.breaks.insertCode(code);
    return { result: code, audit: [{ subject: "break_code", subjectId: id }] };
  },
};

type Change = CodeFields & { readonly id: string; readonly version: number };

/** @throws Fault `break_code_gone`, `version_conflict`, `break_code_name_taken` {name} */
export const changeBreakCode: Action<Change, BreakCode, Store> = {
  id: "break_code.changed",
  permission: "reason.write",
  async run({ store }, { id, version, ...fields }) {
    const codes = await store.breaks.lockCodes();
    const before = codes.find((code) => code.id === id);
    if (before === undefined) throw codeGone();
    if (before.version !== version) {
      throw new Fault("version_conflict", "Somebody has changed this meanwhile. Look again, then repeat it.");
    }
    refuseTwin(codes, id, fields.name);
    await store.breaks.updateCode(id, fields);
    const data = { active: fields.active, needsApproval: fields.needsApproval, minutes: fields.minutes };
    return {
      result: { ...before, ...fields, version: version + 1 },
      audit: [{ subject: "break_code", subjectId: id, data }],
      wakes: ["seat"],
    };
  },
};

export const codeGone = (): Fault =>
  new Fault("break_code_gone", "There is no such break code any more. Choose another.");

function refuseTwin(codes: readonly BreakCode[], id: string | undefined, name: string): void {
  if (!codes.some((code) => code.id !== id && code.active && code.name === name)) return;
  throw new Fault("break_code_name_taken", `${name} is there already.`, { name });
}

type Quotas = {
  readonly items: readonly NamedQuota[];
  /** So long a place is kept for whoever is next. */
  readonly turnMs: number;
};

const quotasOf = async (store: Pick<Stores, "breaks" | "setting">): Promise<Quotas> => ({
  items: await store.breaks.quotas(),
  turnMs: (await store.setting.read())["break.turnMs"],
});

/** How many of a queue group may be on breaks at once. */
export const readBreakQuotas: Query<object, Quotas, Pick<Stores, "breaks" | "setting">> = {
  permission: "staff.read",
  ask: ({ store }) => quotasOf(store),
};

/** Null: as many as like. @throws Fault `group_gone`, `break_code_gone` */
export const putBreakQuota: Action<
  { readonly groupId: string; readonly code: string | null; readonly max: number | null },
  Quotas,
  Pick<Stores, "breaks" | "queue" | "setting">
> = {
  id: "break_quota.put",
  permission: "reason.write",
  async run({ store }, { groupId, code, max }) {
    await refuseGoneGroup(store, groupId);
    if (code !== null && !(await store.breaks.codes()).some(({ key }) => key === code)) throw codeGone();
    await store.breaks.putQuota(groupId, code, max ?? undefined);
    return {
      result: await quotasOf(store),
      audit: [{ subject: "queue_group", subjectId: groupId, data: { code, max } }],
      wakes: ["seat"],
    };
  },
};
