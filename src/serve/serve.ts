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
import { createMetrics } from "../http/metrics.ts";
import { observeSeating } from "../http/observe-seating.ts";
import { observeRecord } from "../http/observe-record.ts";
import { createWebhook } from "../http/webhook/door.ts";
import { loadAnswer } from "../store/channels.ts";
import { createDataSource } from "../store/data-source.ts";
import { migrateWith } from "../store/migrate.ts";
import { openBus } from "./bus.ts";
import { watchAccounts } from "./channel/watching.ts";
import { startSilence } from "./channel/silence.ts";
import { connectAccounts } from "./channel/channels.ts";
import { startSending } from "./channel/sending.ts";
import { createCrash } from "./crash.ts";
import { startRecording } from "./crm/recording.ts";
import { createHealth, SKEW_MS_MAX } from "./health.ts";
import { openMessageWay } from "./message-way.ts";
import { openPages } from "./pages.ts";
import type { SetupLink } from "./people/setup-link.ts";
import { ensurePractice, writeSimulated } from "./practice/practice.ts";
import { openHouseVault } from "./secret/open.ts";
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
  const ids = createIds(clock, (bytes) => randomFillSync(bytes));
  const crash = createCrash(config.crash);
  const metrics = createMetrics();
  const bus = openBus(config, log);

  const source = await openTables(url, clock, log);
  const vault = await openHouseVault(url, config);
  await ensurePractice(source, { ids, clock, secret: () => randomBytes(TOKEN_BYTES).toString("hex") });
  const watch = watchAccounts({ source, bus, clock, metrics, log });
  const channels = await connectAccounts({ ...options, source, vault });
  const accounts = channels.all().map((channel) => channel.account);
  await writeSimulated(accounts, config.dataDir);

  const ground = { url, source, channels, bus, clock, ids };
  const message = await openMessageWay({ ...ground, crash, watch: watch.flow });
  const seating = startSeating({ ...ground, watch: observeSeating(metrics, log) });
  metrics.watchWaiting(message.waiting);
  const silence = startSilence({ ...ground, metrics, log });
  let stopping = false;
  const health = createHealth({
    ...ground,
    version,
    channels: channels.all,
    waiting: message.waiting,
    stopping: () => stopping,
    silentSince: silence.since,
  });
  await refuseSkew(health);
  const webhook = createWebhook({
    ...ground,
    channelOf: channels.of,
    accept: message.accept,
    oldContentOf: (said) => oldContentOf(source, said),
    crash,
    watch: watch.webhook,
  });
  const pages = await openPages({
    ...options,
    ...ground,
    vault,
    seenOf: watch.seenOf,
    health,
    registry: metrics.registry,
    onError: (error) => watch.flow.trouble("http", error),
  });
  // Last: what it sends for a practice account comes back to us.
  const sending = startSending({ ...ground, crash, watch: watch.send });
  const recording = startRecording({ url, clock, vault, watch: observeRecord(metrics, log) });

  return {
    accounts,
    setupLink: pages.setupLink,
    handle: (request, response) => void (webhook(request, response) || pages.handle(request, response)),
    close() {
      stopping = true;
      const loops = [message.close, seating.stop, sending.stop, recording.stop, watch.stop, silence.stop];
      return inOrder([pages.close, ...loops, channels.close, () => bus.close(), () => source.destroy()]);
    },
  };
}

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

const oldContentOf = async (source: DataSource, said: Said): Promise<Content | undefined> =>
  said.kind === "entry" ? loadAnswer(source, said.entryId, said.version) : said;
