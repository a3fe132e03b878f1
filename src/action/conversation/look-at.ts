import type { Query } from "../action.ts";
import type { Stores } from "../ports.ts";
import { refuseUnseen } from "./seen.ts";

/** @throws Fault `conversation_unseen` */
export const lookAt: Query<{ readonly id: string }, void, Pick<Stores, "conversation">> = {
  permission: "contact.read",
  ask: ({ store, actor }, { id }) => refuseUnseen(store, actor, id),
};
