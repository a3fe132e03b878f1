import { whyOf, type Why } from "../../core/answer/explain/why.ts";
import { Fault } from "../../core/kernel/fault.ts";
import type { Query } from "../action.ts";
import type { Stores } from "../ports.ts";
import { refuseUnseen } from "./seen.ts";

export type Explained = { readonly why: Why; readonly titles: ReadonlyMap<string, string> };

/** @throws Fault `conversation_unseen`, `reason_unknown` */
export const readReason: Query<
  { readonly id: string; readonly seq: number },
  Explained,
  Pick<Stores, "conversation">
> = {
  permission: "contact.read",
  async ask({ store, actor }, { id, seq }) {
    await refuseUnseen(store, actor, id);
    const reason = await store.conversation.reason(id, seq);
    const why = reason && whyOf(reason.event);
    if (reason === undefined || why === undefined) {
      throw new Fault("reason_unknown", "Nothing was kept of why this was said.");
    }
    return { why, titles: reason.titles };
  },
};
