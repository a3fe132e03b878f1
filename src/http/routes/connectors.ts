import { createConnector, updateConnector } from "../../action/connector/keep-connector.ts";
import { listConnectors, listDead } from "../../action/connector/list-connectors.ts";
import type { ConnectorKinds, Probe } from "../../action/connector/ports.ts";
import { replayDead } from "../../action/connector/replay-dead.ts";
import { readSettings } from "../../action/connector/rules.ts";
import { connectorTested, connectorToTry, type Tried } from "../../action/connector/test-connector.ts";
import { pauseConnector, removeConnector, resumeConnector } from "../../action/connector/turn-connector.ts";
import { acts, answers, type Api, asks, type Call, type Route } from "../api/route.ts";
import type { AnswerOf } from "../contract/contract.ts";
import * as connector from "../contract/work/connector.ts";

/** Connections to CRMs: which kinds there are, and how one is tried, is given from outside. */
export function connectorRoutes(kinds: ConnectorKinds, probe: Probe): readonly Route[] {
  /** No transaction is open while the CRM is asked. */
  async function tested(
    { id, kind, settings }: Tried,
    { actor }: Pick<Call, "actor">,
    api: Api,
  ): Promise<AnswerOf<typeof connector.testConnector>> {
    const probed = await probe(kind, settings);
    const code = probed.kind === "ready" ? null : probed.code;
    await api.perform(connectorTested, { kind, code, ...(id === undefined ? {} : { id }) }, actor);
    const detail = "detail" in probed ? (probed.detail ?? null) : null;
    return { ready: probed.kind === "ready", code, detail };
  }

  return [
    asks(connector.listConnectors, listConnectors(kinds)),
    acts(connector.createConnector, createConnector(kinds)),
    acts(connector.updateConnector, updateConnector(kinds)),
    acts(connector.pauseConnector, pauseConnector(kinds)),
    acts(connector.resumeConnector, resumeConnector(kinds)),
    acts(connector.removeConnector, removeConnector),
    asks(connector.listDead, listDead),
    acts(connector.replayDead, replayDead),
    answers(connector.testNewConnector, async (call, api) => {
      const { kind, settings } = call.input;
      return tested({ kind, settings: readSettings(kinds, kind, settings) }, call, api);
    }),
    answers(connector.testConnector, async (call, api) =>
      tested(await api.ask(connectorToTry(kinds), call.input, call.actor), call, api),
    ),
  ];
}
