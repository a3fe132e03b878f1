import type { ThreadItem } from "../../core/desk/desk.ts";
import type { Query } from "../action.ts";
import type { Stores } from "../ports.ts";
import { refuseUnseen } from "./seen.ts";

type Asked = {
  readonly id: string;
  readonly before?: number | undefined;
  readonly after?: number | undefined;
  readonly limit: number;
};
type Piece = { readonly items: ThreadItem[]; readonly hasBefore: boolean; readonly hasAfter: boolean };

/** @throws Fault `conversation_unseen` */
export const readMessages: Query<Asked, Piece, Pick<Stores, "conversation">> = {
  permission: "contact.read",
  async ask({ store, actor, at }, { id, ...cursor }) {
    await refuseUnseen(store, actor, id);
    const { items, ...page } = await store.conversation.messages(id, cursor, at);
    return { items: [...items], ...page };
  },
};
