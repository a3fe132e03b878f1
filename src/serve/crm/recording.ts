import { connectors } from "../../../adapters/index.ts";
import { Fault } from "../../core/kernel/fault.ts";
import { type Clock, SECOND } from "../../core/kernel/instant.ts";
import type { CrmConnector, Probed, Recorded } from "../../core/ticket/connector.ts";
import { startLoop } from "../../flow/loop.ts";
import type { ConnectorRow } from "../../flow/record/ports.ts";
import { createRecord, type RecordWatch } from "../../flow/record/record.ts";
import { createConnection } from "../../store/hot/connection.ts";
import { inTurns } from "../../store/hot/turns.ts";
import { deliveries } from "../../store/record/deliveries.ts";
import type { Reach } from "../../kit/connector.ts";
import type { Fetch } from "../../kit/http/exchange.ts";
import type { Settings, Vault } from "../../store/secret/vault.ts";
import { closeConnection } from "../loops.ts";
import { discreet, withoutNumbers } from "../secret/discreet.ts";
import { entryOf } from "./entry.ts";

const POLL_MS = SECOND;

/** Starts the loop that logs tickets to CRMs. */
export function startRecording(options: {
  readonly url: string;
  readonly clock: Clock;
  /** The way out. */
  readonly fetch: Fetch;
  readonly vault: Vault;
  readonly watch: RecordWatch;
}): { readonly stop: () => Promise<void> } {
  const { url, clock, fetch, vault, watch } = options;
  const connect = createConnection(url);
  const record = createRecord({
    deliveries: deliveries(inTurns(connect)),
    open: (row) => openConnector({ ...row, config: openSettings(vault, row) }, { fetch, clock }),
    entryOf,
    random: Math.random,
    elapsed: () => performance.now(),
    watch,
    again: () => loop.wake(),
  });
  const loop = startLoop({
    everyMs: POLL_MS,
    round: record.round,
    onError: (error) => watch.trouble("record", error),
  });
  return {
    async stop() {
      await loop.stop();
      await record.close();
      await closeConnection(connect);
    },
  };
}

/** @throws Fault `secret_unreadable` {fields} */
function openSettings(vault: Vault, { id, kind, config }: ConnectorRow): Settings {
  const { settings, broken } = vault.open({ table: "connector", id, kind }, config as Settings);
  if (broken.length === 0) return settings;
  const fields = broken.join(", ");
  throw new Fault("secret_unreadable", `No key here opens ${fields} of this connection. Enter it anew.`, {
    fields,
  });
}

/** @throws Fault `connector_kind_unknown`, `connector_config_invalid` */
export function openConnector(
  { kind, config }: Pick<ConnectorRow, "kind" | "config">,
  reach: Reach,
): CrmConnector {
  const connector = connectors.find(({ name }) => name === kind);
  if (connector !== undefined) {
    return withDiscretion(connector.create(config, reach), config as Settings, connector.secrets);
  }
  throw new Fault("connector_kind_unknown", `This build logs to no CRM of the kind ${kind}.`, { kind });
}

/** Neither kept nor shown: words of the CRM's that repeat its own key, and a fan's numbers. */
function withDiscretion(crm: CrmConnector, settings: Settings, secrets: readonly string[]): CrmConnector {
  const tellable = <Known extends Recorded | Probed>(known: Known): Known => {
    if (!("detail" in known)) return known;
    const { detail, ...rest } = known;
    const words = discreet(detail, settings, secrets);
    return { ...rest, ...(words === undefined ? {} : { detail: withoutNumbers(words) }) } as Known;
  };
  return {
    ...crm,
    record: async (...asked) => tellable(await crm.record(...asked)),
    probe: async (signal) => tellable(await crm.probe(signal)),
  };
}
