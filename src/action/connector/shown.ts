import { type Settings, withoutSecrets } from "../../core/ticket/connector.ts";
import type { Connector, ConnectorKinds } from "./ports.ts";

/** A connection as the API shows it: of its secrets no more than which there are. */
export type ShownConnector = Omit<Connector, "createdAt" | "dirtySince"> & {
  readonly secrets: readonly string[];
  readonly createdAt: string;
  readonly dirtySince: string | null;
};

export function shownConnector(kinds: ConnectorKinds, connector: Connector): ShownConnector {
  const { settings, createdAt, dirtySince, ...shown } = connector;
  const secrets = kinds.secretsOf(connector.kind);
  return {
    ...shown,
    // Which of a kind that is not known are secrets, nobody can say.
    settings: secrets === undefined ? ({} satisfies Settings) : withoutSecrets(settings, secrets),
    secrets: (secrets ?? []).filter((name) => settings[name] !== undefined),
    createdAt: new Date(createdAt).toISOString(),
    dirtySince: dirtySince === null ? null : new Date(dirtySince).toISOString(),
  };
}
