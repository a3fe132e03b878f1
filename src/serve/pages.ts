import type { IncomingMessage, ServerResponse } from "node:http";
import { fileURLToPath } from "node:url";

import type { Logger } from "pino";
import type { Registry } from "prom-client";
import type { DataSource } from "typeorm";

import type { Bus } from "../bus/bus.ts";
import type { Config } from "../config.ts";
import type { Ids } from "../core/kernel/id.ts";
import type { Clock } from "../core/kernel/instant.ts";
import type { Channels } from "../flow/channels.ts";
import type { SeenOf } from "../action/account/ports.ts";
import { createApp } from "../http/app.ts";
import { loadConsole } from "../http/console.ts";
import type { Health } from "../http/health.ts";
import { observeApi } from "../http/observe.ts";
import { accountRoutes } from "../http/routes/accounts.ts";
import { allRoutes } from "../http/routes/all.ts";
import { connectorRoutes } from "../http/routes/connectors.ts";
import type { Vault } from "../store/secret/vault.ts";
import { openApi } from "./api.ts";
import { accountKinds, createAccountProbe } from "./channel/kinds.ts";
import { connectorKinds, createProbe } from "./crm/kinds.ts";
import { openDesk } from "./desk.ts";
import { type SetupLink, writeSetupLink } from "./people/setup-link.ts";
import { openEmulator } from "./practice/emulator.ts";

/** Seen from dist/src/serve, where this runs. */
const CONSOLE_DIR = fileURLToPath(new URL("../../../console/dist", import.meta.url));

export type Pages = {
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** Opens the console for the first administrator; undefined: there is one. */
  readonly setupLink: SetupLink | undefined;
  readonly close: () => Promise<void>;
};

/** Everything that is not a platform's webhook: the API, the console, and the practice fans' side. */
export async function openPages(options: {
  readonly config: Config;
  readonly url: string;
  readonly source: DataSource;
  readonly bus: Bus;
  readonly channels: Channels;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly vault: Vault;
  /** How each account fares on this node. */
  readonly seenOf: SeenOf;
  readonly version: string;
  /** Where this server is reached from itself. */
  readonly address: string;
  readonly health: () => Promise<Health>;
  readonly registry: Registry;
  readonly log: Logger;
  readonly onError: (error: unknown) => void;
}): Promise<Pages> {
  const { config, channels, log, health, registry, onError } = options;
  const { publicUrl, proxies, dataDir } = config;
  const page = await loadConsole(CONSOLE_DIR);
  const desk = openDesk({ ...options, dataDir });
  const accounts = accountRoutes(
    {
      kinds: accountKinds,
      seenOf: options.seenOf,
      callbackOf: (id) => publicUrl && `${publicUrl.replace(/\/+$/, "")}/webhooks/${id}`,
    },
    createAccountProbe(fetch, onError),
  );
  const crm = connectorRoutes(connectorKinds, createProbe(options.clock, onError));
  const routes = [...allRoutes, ...desk.routes, ...accounts, ...crm];
  const api = openApi({ ...options, publicUrl, proxies, routes, onError: observeApi(log) });
  const emulator = await openEmulator({
    ...options,
    dataDir,
    accounts: () => channels.all().map((channel) => channel.account),
    signedIn: api.signedIn,
  });
  const app = createApp({
    api: api.middleware,
    fan: emulator.middleware,
    page,
    health,
    registry,
    onError,
  });
  const base = publicUrl ?? options.address;
  return {
    handle: app.callback(),
    setupLink: await writeSetupLink({ perform: api.perform, base, dataDir }),
    async close() {
      await emulator.close();
      await desk.close();
      await api.close();
    },
  };
}
