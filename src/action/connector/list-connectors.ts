import type { Query } from "../action.ts";
import type { Stores } from "../ports.ts";
import type { ConnectorKinds, DeadLetter } from "./ports.ts";
import { theConnector } from "./rules.ts";
import { type ShownConnector, shownConnector } from "./shown.ts";

type Store = Pick<Stores, "connector">;

/** All connections, and the kinds that there can be. */
export const listConnectors = (
  kinds: ConnectorKinds,
): Query<
  object,
  { readonly kinds: readonly string[]; readonly items: readonly ShownConnector[] },
  Store
> => ({
  permission: "connector.read",
  async ask({ store }) {
    const connectors = await store.connector.list();
    return { kinds: kinds.names, items: connectors.map((one) => shownConnector(kinds, one)) };
  },
});

export type ShownDeadLetter = Omit<DeadLetter, "since"> & { readonly since: string | null };

/**
 * Tickets that the CRM did not take as they are, the newest first.
 * @throws Fault `connector_gone`
 */
export const listDead: Query<
  { readonly id: string; readonly after?: string | undefined; readonly limit: number },
  { readonly items: readonly ShownDeadLetter[]; readonly next: string | null },
  Store
> = {
  permission: "connector.read",
  async ask({ store }, { id, after, limit }) {
    await theConnector(store, id);
    const found = await store.connector.dead(id, { before: after, limit: limit + 1 });
    const items = found.slice(0, limit).map(({ since, ...letter }) => ({
      ...letter,
      since: since === null ? null : new Date(since).toISOString(),
    }));
    return { items, next: found.length > limit ? (items.at(-1)?.ticketId ?? null) : null };
  },
};
