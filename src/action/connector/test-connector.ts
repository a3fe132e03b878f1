import type { Settings } from "../../core/ticket/connector.ts";
import type { Action, Query } from "../action.ts";
import type { Stores } from "../ports.ts";
import type { ConnectorKinds } from "./ports.ts";
import { changedSettings, readSettings, theConnector } from "./rules.ts";

/** A connection to try; without an id it is not kept yet. */
export type Tried = {
  readonly id?: string;
  readonly kind: string;
  readonly settings: Settings;
};

/**
 * What is to be tried of a connection that is there, with settings that are not kept yet where they are given. It
 * carries secrets: for the probe, never for an answer.
 * @throws Fault `connector_gone`, and those of new settings
 */
export const connectorToTry = (
  kinds: ConnectorKinds,
): Query<
  { readonly id: string; readonly settings?: Settings | undefined },
  Tried,
  Pick<Stores, "connector">
> => ({
  permission: "connector.write",
  async ask({ store }, { id, settings }) {
    const known = await theConnector(store, id);
    const { kind } = known;
    const tried =
      settings === undefined
        ? readSettings(kinds, kind, known.settings)
        : changedSettings(kinds, known, settings);
    return { id, kind, settings: tried };
  },
});

/** Leaves a line of who tried which server's patience: the test itself happens outside any transaction. */
export const connectorTested: Action<
  Pick<Tried, "id" | "kind"> & { readonly code: string | null },
  void,
  object
> = {
  id: "connector.tested",
  permission: "connector.write",
  async run(_context, { id, kind, code }) {
    const data = { kind, code: code ?? "ready" };
    return { result: undefined, audit: [{ subject: "connector", subjectId: id ?? kind, data }] };
  },
};
