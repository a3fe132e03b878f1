import { Fault } from "../../core/kernel/fault.ts";
import { serverOf, type Settings, withKeptSecrets } from "../../core/ticket/connector.ts";
import type { Stores } from "../ports.ts";
import type { Connector, ConnectorKinds } from "./ports.ts";

type Store = Pick<Stores, "connector">;

/** @throws Fault `connector_gone` */
export async function theConnector(store: Store, id: string): Promise<Connector> {
  const connector = await store.connector.byId(id);
  if (connector === undefined) throw new Fault("connector_gone", "There is no such connection.");
  return connector;
}

/** @throws Fault `connector_gone`, `version_conflict` */
export async function theSeenConnector(
  store: Store,
  { id, version }: { readonly id: string; readonly version: number },
): Promise<Connector> {
  const connector = await theConnector(store, id);
  if (connector.version === version) return connector;
  throw new Fault("version_conflict", "Somebody changed this meanwhile. Look again, then repeat it.");
}

/** @throws Fault `connector_name_taken` {name} */
export async function refuseTakenName(store: Store, name: string, butId?: string): Promise<void> {
  if (!(await store.connector.isNameTaken(name, butId))) return;
  throw new Fault("connector_name_taken", "Another connection has this name.", { name });
}

/** @throws Fault `connector_kind_unknown` {kind}, `connector_config_invalid` {fields} */
export function readSettings(kinds: ConnectorKinds, kind: string, given: Settings): Settings {
  if (!kinds.names.includes(kind)) {
    throw new Fault("connector_kind_unknown", `This build logs to no CRM of the kind ${kind}.`, { kind });
  }
  const read = kinds.read(kind, given);
  if ("settings" in read) return read.settings;
  const fields = read.wrong.join(", ");
  throw new Fault("connector_config_invalid", `These settings are not right: ${fields}.`, { fields });
}

/**
 * New settings of a connection that is there. A secret that is left out stays, but only for the server that it was
 * given for: else whoever may change an address could have it sent to a server of her own.
 * @throws Fault `connector_secret_anew`, and those of readSettings
 */
export function changedSettings(kinds: ConnectorKinds, before: Connector, given: Settings): Settings {
  const secrets = kinds.secretsOf(before.kind) ?? [];
  const settings = withKeptSecrets(given, before.settings, secrets);
  const keeps = secrets.some((name) => given[name] === undefined && settings[name] !== undefined);
  const read = readSettings(kinds, before.kind, settings);
  if (keeps && serverOf(read) !== serverOf(before.settings)) {
    throw new Fault("connector_secret_anew", "The address leads to another server. Give the key again.");
  }
  return read;
}
