import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";

import type { Logger } from "pino";
import type { DataSource } from "typeorm";

import { platforms } from "../../../adapters/index.ts";
import type { Media } from "../../action/media/ports.ts";
import type { Config } from "../../config.ts";
import type { Account } from "../../core/channel/account.ts";
import type { PlatformAdapter } from "../../core/channel/adapter.ts";
import type { Content } from "../../core/channel/content.ts";
import { Fault } from "../../core/kernel/fault.ts";
import type { Entry } from "../../core/knowledge/entry.ts";
import type { Settings } from "../../core/setting/registry.ts";
import { type Channel, createChannel, type Trialled, type Ways } from "../../flow/channel.ts";
import { type Channels, openChannels } from "../../flow/channels.ts";
import { EMULATOR } from "../../http/fan/fan.ts";
import {
  channelsStamp,
  loadAccounts,
  loadCanary,
  loadEntries,
  loadQueues,
  loadSettings,
} from "../../store/channels.ts";
import { createConnection } from "../../store/hot/connection.ts";
import { inTurns, type Use } from "../../store/hot/turns.ts";
import { type MediaFiles, mediaFiles } from "../../store/media/files.ts";
import { digest } from "../../kit/digest.ts";
import type { HeldMedia, Sending } from "../../kit/platform.ts";
import type { Fetch } from "../../kit/http/exchange.ts";
import { mediaStore } from "../../store/media/media.ts";
import { loadMatters } from "../../store/lane/lane-words.ts";
import { loadTaps } from "../../store/menu/load-taps.ts";
import { loadScenes } from "../../store/scene/load-scenes.ts";
import type { Vault } from "../../store/secret/vault.ts";
import { tokenStore } from "../../store/send/token-store.ts";
import { uploadStore } from "../../store/send/upload-store.ts";
import { createLearning, type Learning } from "../learning/learning.ts";
import { closeConnection } from "../loops.ts";
import { shareMedia } from "../secret/shared-media.ts";
import { simulatedConfig } from "../practice/simulated.ts";

export type Accounts = Channels & {
  /** For whoever wants to know what other knowledge would say. */
  readonly learn: Learning;
  readonly close: () => Promise<void>;
};

export type AccountsOptions = {
  readonly source: DataSource;
  /** Of the database. */
  readonly url: string;
  readonly log: Logger;
  /** Where this server is reached from itself: practice accounts send to the emulator there. */
  readonly address: string;
  readonly config: Pick<Config, "dataDir" | "publicUrl">;
  /** The way out. */
  readonly fetch: Fetch;
  readonly vault: Vault;
};

/** What is the same for all accounts of a load. */
type HouseWays = Pick<Ways, "queues" | "matters">;

/** Connects every account that can be; one that is set up wrongly is told of and leaves the others alone. */
export async function connectAccounts(options: AccountsOptions): Promise<Accounts> {
  const { source, url, log, address, config, vault } = options;
  const connect = createConnection(url);
  const use = inTurns(connect);
  const learning = createLearning(log);
  const files = mediaFiles(join(config.dataDir, "media"));
  // An adapter remembers the nonces it has seen: it lives as long as its account's configuration.
  const adapters = new Map<string, PlatformAdapter>();

  /** @throws Fault `account_config_invalid`, `platform_unknown`, `secret_unreadable` {fields} */
  function adapterOf(account: Account): PlatformAdapter {
    const settings = openSettings(vault, account);
    const key = `${account.id} ${digest(JSON.stringify(settings))}`;
    const platform = platforms.find((one) => one.name === account.platform);
    if (platform === undefined) {
      throw new Fault("platform_unknown", `This build has no adapter for ${account.platform}.`, {
        platform: account.platform,
      });
    }
    const sending = sendingOf(options, account, { use, files });
    const config = simulatedConfig(
      { ...account, config: settings },
      isOwnMachine(address) ? `${address}${EMULATOR}` : undefined,
    );
    const adapter = adapters.get(key) ?? platform.create(config, sending, randomBytes);
    adapters.set(key, adapter);
    return adapter;
  }

  async function connectOne(account: Account, house: HouseWays): Promise<Channel | undefined> {
    try {
      const adapter = adapterOf(account);
      const { settings, wrong } = await loadSettings(source, account.id);
      if (wrong.length > 0) log.warn({ account: account.id, settings: wrong }, "settings ignored");
      const ways = {
        scenes: await loadScenes(source, account.id),
        taps: await loadTaps(source, account.id),
        ...house,
      };
      const entries = await loadEntries(source, account);
      const matcher = await learning(account.id, entries);
      const canary = await canaryOf(source, learning, account, entries);
      // Nobody waits for it: what is not known when it is said is asked on its way.
      void adapter.checked?.foresee([...matcher.entries.map(({ answer }) => answer), ...told(settings)]);
      return createChannel(account, adapter, matcher, settings, ways, canary);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      log.error({ account: account.id, code: error.code }, error.message);
      return undefined;
    }
  }

  const channels = await openChannels({
    stamp: () => channelsStamp(source),
    async load() {
      const house = { queues: await loadQueues(source), matters: await loadMatters(source) };
      const accounts = await loadAccounts(source);
      const connected = await Promise.all(accounts.map((account) => connectOne(account, house)));
      return connected.filter((channel) => channel !== undefined);
    },
  });
  return { ...channels, learn: learning, close: () => closeConnection(connect) };
}

/** What answers a part of its conversations: all that is published, with one version in its place. */
async function canaryOf(
  source: DataSource,
  learn: Learning,
  account: Account,
  entries: readonly Entry[],
): Promise<Trialled | undefined> {
  const canary = await loadCanary(source, account);
  if (canary === undefined) return undefined;
  const { entry, share } = canary;
  const others = entries.filter(({ id }) => id !== entry.id);
  return { matcher: await learn(`canary ${account.id}`, [...others, entry]), share };
}

/** What an account's adapter is given to reach its platform. */
function sendingOf(
  options: AccountsOptions,
  account: Account,
  { use, files }: { readonly use: Use; readonly files: MediaFiles },
): Sending {
  const { fetch, log } = options;
  return {
    fetch,
    clock: Date.now,
    wait: delay,
    tokens: tokenStore(use, account.id),
    strange: (answer) =>
      log.warn({ account: account.id, ...answer }, "the platform has said a code that nobody here knows"),
    async blobOf(id) {
      const media = await use((client) => mediaStore(client).byId(id));
      return media && heldIn(files, media);
    },
    addressOf: addressIn(options, account),
    uploads: uploadStore(use, account.id),
  };
}

/** A medium of ours, whose bytes are read where they are needed. */
function heldIn(files: MediaFiles, media: Media): HeldMedia {
  const { bytes, sha256 } = media;
  const read = (): Readable => files.stream(sha256, 0, Math.max(0, bytes - 1));
  return { ...media, open: async () => ((await files.bytesOf(sha256)) === bytes ? read : undefined) };
}

/** Where a platform fetches a medium: the emulator is on this machine, a real one needs the address that the world knows. */
const addressIn =
  ({ address, config, vault }: AccountsOptions, { simulated }: Account) =>
  (id: string): string | undefined => {
    const base = simulated ? address : config.publicUrl?.replace(/\/+$/, "");
    const path = shareMedia(vault, Date.now).pathOf(id);
    return base && path && `${base}${path}`;
  };

/** In memory alone, and only for the adapter. */
function openSettings(vault: Vault, { id, platform, config }: Account): Account["config"] {
  const { settings, broken } = vault.open({ table: "account", id, kind: platform }, config);
  if (broken.length === 0) return settings;
  const fields = broken.join(", ");
  throw new Fault("secret_unreadable", `No key here opens ${fields} of this account. Enter it anew.`, {
    fields,
  });
}

/** What the bot says beside answers; those that name something differ each time. */
const told = (settings: Settings): readonly Content[] =>
  Object.entries(settings).flatMap(([key, text]) =>
    key.startsWith("notice.") && typeof text === "string" && text !== "" ? [{ kind: "text", text }] : [],
  );

const isOwnMachine = (address: string): boolean =>
  /^http:\/\/(127\.0\.0\.1|localhost|\[::1\]):/.test(address);
