import type { Action } from "../action.ts";
import type { Stores } from "../ports.ts";
import { theConnector } from "./rules.ts";

/**
 * Tries again what the CRM did not take: all of it, or one ticket. What was deleted there is made anew, with all that
 * has happened.
 * @throws Fault `connector_gone`
 */
export const replayDead: Action<
  { readonly id: string; readonly ticketId?: string | undefined },
  { readonly replayed: number },
  Pick<Stores, "connector">
> = {
  id: "connector.replayed",
  permission: "connector.write",
  async run({ store }, { id, ticketId }) {
    await theConnector(store, id);
    const replayed = await store.connector.replay(id, ticketId);
    const data = ticketId === undefined ? { replayed } : { replayed, ticketId };
    return { result: { replayed }, audit: [{ subject: "connector", subjectId: id, data }] };
  },
};
