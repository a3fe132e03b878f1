import { connectors } from "../../../adapters/index.ts";
import type { ConnectorKinds, Probe } from "../../action/connector/ports.ts";
import { SECOND } from "../../core/kernel/instant.ts";
import type { Settings } from "../../core/ticket/connector.ts";
import type { Connector, Reach } from "../../kit/connector.ts";
import { openConnector } from "./recording.ts";

const PROBE_MS_MAX = 20 * SECOND;

const kindOf = (kind: string): Connector | undefined => connectors.find(({ name }) => name === kind);

/** The kinds of CRM that this build can log to. */
export const connectorKinds: ConnectorKinds = {
  names: connectors.map(({ name }) => name),
  read(kind, settings) {
    const read = kindOf(kind)?.config.safeParse(settings);
    if (read?.success === true) return { settings: read.data as Settings };
    const wrong = (read?.error.issues ?? []).flatMap((issue) =>
      issue.code === "unrecognized_keys" ? issue.keys : issue.path.map(String).join("."),
    );
    return { wrong: [...new Set(wrong)] };
  },
  secretsOf: (kind) => kindOf(kind)?.secrets,
  linkOf: (kind, settings, externalId) => kindOf(kind)?.linkOf(settings, externalId),
};

/** Tries a connection; what its connector fails by is its bug, and told as such. */
export const createProbe =
  (reach: Reach, onError: (error: unknown) => void): Probe =>
  async (kind, settings) => {
    try {
      return await openConnector({ kind, config: settings }, reach).probe(AbortSignal.timeout(PROBE_MS_MAX));
    } catch (error) {
      onError(error);
      return { kind: "unavailable", code: "connector_failed" };
    }
  };
