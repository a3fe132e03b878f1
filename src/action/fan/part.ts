import { Fault } from "../../core/kernel/fault.ts";
import type { Action } from "../action.ts";
import { gone, refuseUnseen } from "../conversation/seen.ts";
import type { Stores } from "../ports.ts";

/**
 * Says that two identities are not one person after all: takes back the merge that brought the other one here. It is
 * not brought back by the same evidence.
 * @throws Fault `conversation_unseen`, `merge_gone`
 */
export const partIdentity: Action<
  { readonly id: string; readonly mergeId: string },
  void,
  Pick<Stores, "conversation" | "fan">
> = {
  id: "customer.parted",
  permission: "contact.serve",
  async run({ store, actor, at }, { id, mergeId }) {
    await refuseUnseen(store, actor, id);
    const fan = (await store.fan.ofConversation(id)) ?? gone();
    const others = await store.fan.others(fan.identityId);
    const other = others.find((one) => one.mergeId === mergeId);
    const own = await store.fan.ownMerge(fan.identityId);
    const identityId = other?.identityId ?? (own === mergeId ? fan.identityId : undefined);
    if (identityId === undefined || !(await store.fan.part(mergeId, identityId, at))) {
      throw new Fault("merge_gone", "Somebody has parted or moved it meanwhile. Look again.");
    }
    return {
      result: undefined,
      audit: [{ subject: "identity", subjectId: identityId, data: { merge: mergeId } }],
    };
  },
};
