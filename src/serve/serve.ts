import { randomBytes, randomFillSync } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";

import type { Logger } from "pino";
import type { DataSource } from "typeorm";

import type { Config } from "../config.ts";
import type { Content } from "../core/channel/content.ts";
import type { Said } from "../core/conversation/said.ts";
import { Fault } from "../core/kernel/fault.ts";
import { createIds } from "../core/kernel/id.ts";
import type { Clock } from "../core/kernel/instant.ts";
import type { Channel } from "../flow/channel.ts";
import type { Health } from "../http/health.ts";
import { createMetrics, type Metrics } from "../http/metrics.ts";
import { observeSeating } from "../http/observe-seating.ts";
import { observeRecord } from "../http/observe-record.ts";
import { createWebhook } from "../http/webhook/door.ts";
import { loadAnswer } from "../store/channels.ts";
import { createDataSource } from "../store/data-source.ts";
import { migrateWith } from "../store/migrate.ts";
import { openBus } from "./bus.ts";
import { watchAccounts } from "./channel/watching.ts";
import { startFetching } from "./channel/fetching.ts";
import { startFans } from "./channel/fans.ts";
import { startSilence } from "./channel/silence.ts";
import { connectAccounts } from "./channel/channels.ts";
import { openBudgets, startSending } from "./channel/sending.ts";
import { createCrash } from "./crash.ts";
import { createEgress } from "./egress/egress.ts";
import { createThrough } from "./egress/proxied.ts";
import { startRecording } from "./crm/recording.ts";
import { startDialling } from "./dial/dialling.ts";
import { watchDialling } from "./dial/watch.ts";
import { createHealth, SKEW_MS_MAX } from "./health.ts";
import { openMessageWay } from "./message-way.ts";
import { openPages } from "./pages.ts";
import type { SetupLink } from "./people/setup-link.ts";
import { ensurePractice, writeSimulated } from "./practice/practice.ts";
import { openRelays } from "./relay/relay.ts";
import { openHouseVault } from "./secret/open.ts";
import { heedingMentions, startSocial } from "./social/socializing.ts";
import { startSeating } from "./seat/seating.ts";

const TOKEN_BYTES = 12;

export type Service = {
  readonly handle: (request: IncomingMessage, response: ServerResponse) => void;
  readonly accounts: readonly Channel["account"][];
  /** Opens the console for the first administrator; undefined: there is one. */
  readonly setupLink: SetupLink | undefined;
  /** Takes nothing new, finishes what is under way, hands back what is leased. */
  readonly close: () => Promise<void>;
};

export type ServiceOptions = {
  readonly config: Config;
  /** Of the database. */
  readonly url: string;
  readonly log: Logger;
  readonly version: string;
  /** Where this server is reached from itself. */
  readonly address: string;
};

/** Puts the whole service on a database. */
export async function openService(options: ServiceOptions): Promise<Service> {
  const { config, url, log, version } = options;
  const clock = Date.now;
  const fetch = createEgress(config.egress);
  const ids = createIds(clock, (bytes) => randomFillSync(bytes));
  const crash = createCrash(config.crash);
  const metrics = createMetrics();
  const bus = openBus(config, log);
  const source = await openTables(url, clock, log);
  const vault = await openHouseVault(url, config);
  await ensurePractice(source, { ids, clock, secret: () => randomBytes(TOKEN_BYTES).toString("hex") });
  const watch = watchAccounts({ source, bus, clock, metrics, log });
  const channels = await connectAccounts({ ...options, source, vault, fetch });
  const accounts = channels.all().map((channel) => channel.account);
  await writeSimulated(accounts, config.dataDir);

  const ground = { url, source, channels, bus, clock, ids, vault, fetch, dataDir: config.dataDir };
  const relays = await openRelays({ ...ground, log, through: createThrough(config.egress) });
  const message = await openMessageWay({ ...ground, crash, watch: watch.flow, relayOf: relays.policyOf });
  const seating = startSeating({ ...ground, watch: observeSeating(metrics, log) });
  metrics.watchWaiting(message.waiting);
  const silence = startSilence({ ...ground, metrics, log });
  const budgets = openBudgets(source, clock, watch.send);
  let stopping = false;
  const health = createHealth({
    ...ground,
    version,
    channels: channels.all,
    waiting: message.waiting,
    stopping: () => stopping,
    silentSince: silence.since,
    budgetOf: budgets.now,
  });
  await refuseSkew(health);
  const accept = heedingMentions(message.accept, bus);
  const taking = { channelOf: channels.of, accept, oldContentOf: oldContentsOf(source) };
  const beside = relays.besideOn(message.floor);
  const webhook = createWebhook({ ...ground, ...taking, beside, crash, watch: watch.webhook });
  const pages = await openPages({
    ...options,
    ...ground,
    seenOf: watch.seenOf,
    relayStateOf: relays.stateOf,
    budgetOf: budgets.now,
    health,
    registry: metrics.registry,
    onError: (error) => watch.flow.trouble("http", error),
  });
  // Last: what it sends for a practice account comes back to us.
  const outward = startOutward({ ...ground, budgets, crash, log, metrics, send: watch.send });

  return {
    accounts,
    setupLink: pages.setupLink,
    handle: (request, response) => void (webhook(request, response) || pages.handle(request, response)),
    close() {
      stopping = true;
      const loops = [message.close, relays.stop, seating.stop, ...outward, watch.stop, silence.stop];
      return inOrder([pages.close, ...loops, channels.close, () => bus.close(), () => source.destroy()]);
    },
  };
}

/** What goes to the other sides: words to platforms, in private and in public, tickets to CRMs, orders to dial. */
const startOutward = (
  ground: Omit<Parameters<typeof startSending>[0], "watch"> &
    Parameters<typeof startFans>[0] &
    Omit<Parameters<typeof startFetching>[0], "onError"> &
    Parameters<typeof startSocial>[0] &
    Omit<Parameters<typeof startRecording>[0], "watch"> &
    Omit<Parameters<typeof startDialling>[0], "watch"> & {
      readonly metrics: Metrics;
      readonly send: Parameters<typeof startSending>[0]["watch"];
    },
): readonly (() => Promise<void>)[] =>
  [
    startSending({ ...ground, watch: ground.send }),
    startFans(ground),
    startFetching({ ...ground, onError: (error) => ground.send.trouble("media", error) }),
    startSocial(ground),
    startRecording({ ...ground, watch: observeRecord(ground.metrics, ground.log) }),
    startDialling({ ...ground, watch: watchDialling(ground.metrics, ground.log) }),
  ].map(({ stop }) => stop);

async function inOrder(steps: readonly (() => Promise<void>)[]): Promise<void> {
  for (const step of steps) await step();
}

/** The tables as this version needs them; `npm run upgrade` has brought them there beforehand, or this does. */
async function openTables(url: string, clock: Clock, log: Logger): Promise<DataSource> {
  const source = await createDataSource(url).initialize();
  const { applied } = await migrateWith(source, { clock });
  if (applied.length > 0) log.info({ applied }, "migrated");
  return source;
}

/** Windows, leases and dues compare this clock with the database's. */
async function refuseSkew(health: () => Promise<Health>): Promise<void> {
  const { skewMs = 0 } = (await health()).database;
  if (Math.abs(skewMs) <= SKEW_MS_MAX) return;
  throw new Fault(
    "clock_skewed",
    `This machine's clock and the database's differ by ${skewMs} ms; at most ${SKEW_MS_MAX} is safe. Set both by NTP.`,
    { skewMs },
  );
}

const oldContentsOf =
  (source: DataSource) =>
  async (said: Said): Promise<Content | undefined> =>
    said.kind === "entry" ? loadAnswer(source, said.entryId, said.version) : said;
