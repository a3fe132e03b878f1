import { Fault } from "../../core/kernel/fault.ts";
import { theAccount } from "../account/rules.ts";
import type { Action, Query } from "../action.ts";
import type { Stores } from "../ports.ts";
import type { Attribution } from "./ports.ts";

type Store = Pick<Stores, "persona" | "account">;
type Id = { readonly id: string };

/** As whom each of ours is shown to an account's fans. @throws Fault `account_gone` */
export const readAttributions: Query<Id, { readonly items: readonly Attribution[] }, Store> = {
  permission: "account.read",
  async ask({ store }, { id }) {
    await theAccount(store, id);
    return { items: await store.persona.list(id) };
  },
};

/** From her next words on. @throws Fault `account_gone`, `staff_gone` */
export const setAttribution: Action<
  Id & { readonly staffId: string; readonly persona: string | null },
  { readonly persona: string | null },
  Store
> = {
  id: "account.persona_set",
  permission: "account.write",
  async run({ store }, { id, staffId, persona }) {
    await theAccount(store, id);
    if (!(await store.persona.set(id, staffId, persona))) {
      throw new Fault("staff_gone", "There is no such person.");
    }
    const data = { staff: staffId, persona };
    return { result: { persona }, audit: [{ subject: "account", subjectId: id, data }] };
  },
};

/** The platform has made, or asked, somebody. */
export const notePersona: Action<
  Id & { readonly persona: string; readonly did: "added" | "invited" },
  void,
  Store
> = {
  id: "account.persona_made",
  permission: "account.write",
  async run(_context, { id, persona, did }) {
    return { result: undefined, audit: [{ subject: "account", subjectId: id, data: { persona, did } }] };
  },
};
