import type { Action, ActionContext, Outcome } from "../action.ts";
import type { Stores } from "../ports.ts";
import type { ConnectorKinds } from "./ports.ts";
import { theConnector, theSeenConnector } from "./rules.ts";
import { type ShownConnector, shownConnector } from "./shown.ts";

type Store = Pick<Stores, "connector">;
type Seen = { readonly id: string; readonly version: number };

/**
 * It is told nothing until it is resumed; what happens meanwhile waits.
 * @throws Fault `connector_gone`, `version_conflict`
 */
export const pauseConnector = (kinds: ConnectorKinds): Action<Seen, ShownConnector, Store> => ({
  id: "connector.paused",
  permission: "connector.write",
  run: (context, seen) => turn(kinds, context, seen, "paused"),
});

/**
 * Also one that was shut: whoever has mended the other side says so here. What waits is told at once.
 * @throws Fault `connector_gone`, `version_conflict`
 */
export const resumeConnector = (kinds: ConnectorKinds): Action<Seen, ShownConnector, Store> => ({
  id: "connector.resumed",
  permission: "connector.write",
  run: (context, seen) => turn(kinds, context, seen, "active"),
});

async function turn(
  kinds: ConnectorKinds,
  { store }: ActionContext<Store>,
  seen: Seen,
  state: "active" | "paused",
): Promise<Outcome<ShownConnector>> {
  const before = await theSeenConnector(store, seen);
  if (before.state === state) return { result: shownConnector(kinds, before), audit: [] };
  await store.connector.update(before, { state, code: null });
  if (state === "active") await store.connector.hasten(seen.id);
  return {
    result: shownConnector(kinds, await theConnector(store, seen.id)),
    audit: [{ subject: "connector", subjectId: seen.id, data: { from: before.state } }],
  };
}

/**
 * Its settings are forgotten, and what it still had to hear is nobody's work any more. The CRM keeps what it has.
 * @throws Fault `connector_gone`, `version_conflict`
 */
export const removeConnector: Action<Seen, void, Store> = {
  id: "connector.removed",
  permission: "connector.write",
  async run({ store }, seen) {
    const before = await theSeenConnector(store, seen);
    await store.connector.update(before, { state: "removed", code: null, settings: {} });
    const { kind } = before;
    return { result: undefined, audit: [{ subject: "connector", subjectId: seen.id, data: { kind } }] };
  },
};
