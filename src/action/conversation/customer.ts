import { Fault } from "../../core/kernel/fault.ts";
import type { Action, Query } from "../action.ts";
import type { Stores } from "../ports.ts";
import type { Profile } from "./ports.ts";
import { gone, refuseUnseen } from "./seen.ts";

/** @throws Fault `conversation_unseen` */
export const readCustomer: Query<{ readonly id: string }, Profile, Pick<Stores, "conversation">> = {
  permission: "contact.read",
  async ask({ store, actor }, { id }) {
    await refuseUnseen(store, actor, id);
    return (await store.conversation.profile(id)) ?? gone();
  },
};

type Change = {
  readonly id: string;
  readonly version: number;
  readonly name: string | null;
  readonly remark: string | null;
};

/**
 * How we call a fan, and what colleagues should know. The words stay with the identity, where they can be erased.
 * @throws Fault `conversation_unseen`, `version_conflict`
 */
export const changeCustomer: Action<
  Change,
  { readonly version: number },
  Pick<Stores, "conversation" | "contact">
> = {
  id: "customer.changed",
  permission: "contact.serve",
  async run({ store, actor }, { id, version, name, remark }) {
    await refuseUnseen(store, actor, id);
    const words = { version, name: name === "" ? null : name, remark: remark === "" ? null : remark };
    const next = await store.conversation.rename(id, words);
    if (next === undefined) {
      throw new Fault("version_conflict", "Somebody has changed this meanwhile. Look again, then repeat it.");
    }
    const ownerId = (await store.conversation.head(id, actor.id))?.contact?.owner?.id;
    return {
      result: { version: next },
      audit: [{ subject: "conversation", subjectId: id }],
      wakes: ownerId === undefined ? [] : [`staff:${ownerId}`],
    };
  },
};
