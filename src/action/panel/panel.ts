import type { Query } from "../action.ts";
import { gone, refuseUnseen } from "../conversation/seen.ts";
import type { Stores } from "../ports.ts";
import type { Found, Sought } from "./ports.ts";

/** Whose pages the panel speaks with. */
export const readPanel: Query<object, { readonly origins: readonly string[] }, Pick<Stores, "panel">> = {
  permission: "contact.read",
  ask: async ({ store }) => ({ origins: await store.panel.origins() }),
};

/**
 * Whom the panel is to show.
 * @throws Fault `conversation_unseen`
 */
export const findForPanel: Query<{ readonly [Key in keyof All]?: All[Key] | undefined }, Found, Store> = {
  permission: "contact.read",
  async ask({ store, actor }, { call, customer, conversation }) {
    const sought: Sought | undefined =
      call !== undefined
        ? { call }
        : customer !== undefined
          ? { customer }
          : conversation === undefined
            ? undefined
            : { conversation };
    const found = (sought && (await store.panel.find(sought))) ?? gone();
    await refuseUnseen(store, actor, found.conversationId);
    return found;
  },
};

type All = { readonly call: string; readonly customer: string; readonly conversation: string };
type Store = Pick<Stores, "conversation" | "panel">;
