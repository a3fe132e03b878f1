import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
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
import type { StateOf as RelayStateOf } from "../action/relay/ports.ts";
import type { BudgetOf } from "../action/spending/read-spending.ts";
import { spendingRoutes } from "../http/routes/spending.ts";
import { createApp } from "../http/app.ts";
import { loadConsole } from "../http/console.ts";
import type { Health } from "../http/health.ts";
import { sharedMedia } from "../http/shared-media.ts";
import { observeApi } from "../http/observe.ts";
import { accountRoutes } from "../http/routes/accounts.ts";
import { allRoutes } from "../http/routes/all.ts";
import { relayRoutes } from "../http/relay/routes.ts";
import { tokenShareRoutes } from "../http/relay/token-share.ts";
import { takeoverRoutes } from "../http/relay/takeover.ts";
import { connectorRoutes } from "../http/routes/connectors.ts";
import { socialRoutes } from "../http/routes/social/social.ts";
import { assistRoutes } from "../http/routes/knowledge/assist.ts";
import { knowledgeRoutes } from "../http/routes/knowledge/knowledge.ts";
import { menuRoutes } from "../http/routes/platform/menus.ts";
import { personaRoutes } from "../http/routes/platform/personas.ts";
import { noticeRoutes } from "../http/routes/platform/notices.ts";
import { pictureRoutes } from "../http/routes/knowledge/picture.ts";
import { knowledgeSheetRoutes } from "../http/routes/table/knowledge.ts";
import { rosterRoutes } from "../http/routes/table/roster.ts";
import { codeRoutes } from "../http/routes/platform/codes.ts";
import type { Fetch } from "../kit/http/exchange.ts";
import { mediaFiles } from "../store/media/files.ts";
import { panelOrigins } from "../store/panel/origins.ts";
import { readMedium } from "../store/media/shared.ts";
import type { Vault } from "../store/secret/vault.ts";
import { openApi } from "./api.ts";
import { accountKinds, createAccountProbe } from "./channel/kinds.ts";
import { shareMedia } from "./secret/shared-media.ts";
import { connectorKinds, createProbe } from "./crm/kinds.ts";
import { openDesk } from "./desk.ts";
import { socialOf } from "./social/socializing.ts";
import { openTables } from "./tables/tables.ts";
import { type SetupLink, writeSetupLink } from "./people/setup-link.ts";
import type { Accounts } from "./channel/channels.ts";
import { openEmulator } from "./practice/emulator.ts";

/** Seen from dist/src/serve, where this runs. */
const CONSOLE_DIR = fileURLToPath(new URL("../../../console/dist", import.meta.url));

export type Pages = {
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** Opens the console for the first administrator; undefined: there is one. */
  readonly setupLink: SetupLink | undefined;
  readonly close: () => Promise<void>;
};

type PagesOptions = {
  readonly config: Config;
  readonly url: string;
  readonly source: DataSource;
  readonly bus: Bus;
  readonly channels: Channels & Pick<Accounts, "learn">;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly vault: Vault;
  /** How each account fares on this node. */
  readonly seenOf: SeenOf;
  readonly relayStateOf: RelayStateOf;
  readonly version: string;
  /** Where this server is reached from itself. */
  readonly address: string;
  readonly budgetOf: BudgetOf;
  readonly health: () => Promise<Health>;
  readonly registry: Registry;
  readonly log: Logger;
  /** The way out. */
  readonly fetch: Fetch;
  readonly onError: (error: unknown) => void;
};

/** Everything that is not a platform's webhook: the API, the console, and the practice fans' side. */
export async function openPages(options: PagesOptions): Promise<Pages> {
  const { config, channels, log, health, registry, onError } = options;
  const { publicUrl, proxies, dataDir } = config;
  const framers = () => panelOrigins(options.source);
  const page = await loadConsole(CONSOLE_DIR, { framers });
  const desk = openDesk({ ...options, dataDir });
  const shared = sharedMedia({ open: openShared(options) });
  const spending = spendingRoutes(options.budgetOf, (id) => channels.of(id)?.adapter.traits);
  const routes = [...allRoutes, ...desk.routes, ...platformRoutes(options), ...spending];
  const api = openApi({ ...options, publicUrl, proxies, routes, onError: observeApi(log) });
  const emulator = await openEmulator({
    ...options,
    dataDir,
    accounts: () => channels.all().map((channel) => channel.account),
    signedIn: api.signedIn,
  });
  const parts = { api: api.middleware, shared, fan: emulator.middleware, page };
  const app = createApp({ ...parts, health, registry, onError });
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

/** The bytes of what an address of ours opens. */
function openShared({ source, config, vault, clock }: PagesOptions) {
  const shared = shareMedia(vault, clock);
  const files = mediaFiles(join(config.dataDir, "media"));
  return async (rest: string) => {
    const id = shared.idOf(rest);
    const medium = id === undefined ? undefined : await readMedium(source, id);
    const bytes = medium && (await files.bytesOf(medium.sha256));
    if (medium === undefined || bytes === undefined) return undefined;
    const { type, sha256 } = medium;
    return { type, bytes, stream: () => files.stream(sha256, 0, Math.max(0, bytes - 1)) };
  };
}

/** What is asked of platforms and CRMs, and how accounts are connected and go over. */
function platformRoutes(options: PagesOptions) {
  const { config, channels, clock, fetch, seenOf, relayStateOf, budgetOf, onError } = options;
  const { publicUrl } = config;
  const tables = openTables();
  const files = mediaFiles(join(config.dataDir, "media"));
  const callbackOf = (id: string): string | undefined =>
    publicUrl && `${publicUrl.replace(/\/+$/, "")}/webhooks/${id}`;
  return [
    ...codeRoutes((accountId) => channels.of(accountId)?.adapter.codes),
    ...noticeRoutes((accountId) => channels.of(accountId)?.adapter.notices, budgetOf),
    ...personaRoutes((accountId) => channels.of(accountId)?.adapter.personas),
    ...knowledgeRoutes(channels.of, channels.learn),
    ...assistRoutes(channels.of),
    ...knowledgeSheetRoutes(tables, channels.of, files),
    ...pictureRoutes(files),
    ...rosterRoutes(tables),
    ...menuRoutes((accountId) => channels.of(accountId)?.adapter.menus),
    ...accountRoutes(
      { kinds: accountKinds, seenOf, callbackOf },
      createAccountProbe({ fetch, clock }, onError),
    ),
    ...relayRoutes(relayStateOf),
    ...tokenShareRoutes((accountId) => channels.of(accountId)?.adapter.access),
    ...takeoverRoutes((accountId) => channels.of(accountId)?.adapter ?? {}),
    ...connectorRoutes(connectorKinds, createProbe({ clock, fetch }, onError)),
    ...socialRoutes(socialOf(channels)),
  ];
}
