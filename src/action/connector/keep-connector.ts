import type { Settings } from "../../core/ticket/connector.ts";
import type { Action } from "../action.ts";
import type { Stores } from "../ports.ts";
import type { ConnectorKinds } from "./ports.ts";
import { changedSettings, readSettings, refuseTakenName, theConnector, theSeenConnector } from "./rules.ts";
import { type ShownConnector, shownConnector } from "./shown.ts";

type Store = Pick<Stores, "connector">;

/**
 * From now on it is told of the tickets that are opened or change; not of what was before.
 * @throws Fault `connector_kind_unknown` {kind}, `connector_config_invalid` {fields}, `connector_name_taken` {name}
 */
export const createConnector = (
  kinds: ConnectorKinds,
): Action<
  { readonly kind: string; readonly name: string; readonly settings: Settings },
  ShownConnector,
  Store
> => ({
  id: "connector.created",
  permission: "connector.write",
  async run({ store, at, ids }, { kind, name, settings: given }) {
    const settings = readSettings(kinds, kind, given);
    await refuseTakenName(store, name);
    const id = ids();
    await store.connector.create({ id, kind, name, settings }, at);
    return {
      result: shownConnector(kinds, await theConnector(store, id)),
      audit: [{ subject: "connector", subjectId: id, data: { kind } }],
    };
  },
});

/**
 * Name, settings or both; a secret that is left out stays as it is. New settings of one that was shut open it again.
 * @throws Fault `connector_gone`, `version_conflict`, `connector_name_taken` {name}, `connector_config_invalid`
 * {fields}, `connector_kind_unknown` {kind}, `connector_secret_anew`
 */
export const updateConnector = (
  kinds: ConnectorKinds,
): Action<
  {
    readonly id: string;
    readonly version: number;
    readonly name?: string | undefined;
    readonly settings?: Settings | undefined;
  },
  ShownConnector,
  Store
> => ({
  id: "connector.updated",
  permission: "connector.write",
  async run({ store }, { id, version, name, settings: given }) {
    const before = await theSeenConnector(store, { id, version });
    if (name !== undefined) await refuseTakenName(store, name, id);
    const settings = given === undefined ? undefined : changedSettings(kinds, before, given);
    const opens = settings !== undefined && before.state === "shut";
    await store.connector.update(before, {
      ...(name === undefined ? {} : { name }),
      ...(settings === undefined ? {} : { settings }),
      ...(opens ? { state: "active", code: null } : {}),
    });
    if (settings !== undefined) await store.connector.hasten(id);
    const fields = [...(name === undefined ? [] : ["name"]), ...(settings === undefined ? [] : ["settings"])];
    return {
      result: shownConnector(kinds, await theConnector(store, id)),
      audit: [{ subject: "connector", subjectId: id, data: { fields } }],
    };
  },
});
