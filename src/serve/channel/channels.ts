import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

import type { Logger } from "pino";
import type { DataSource } from "typeorm";

import { platforms } from "../../../adapters/index.ts";
import type { Config } from "../../config.ts";
import type { Account } from "../../core/channel/account.ts";
import type { PlatformAdapter } from "../../core/channel/adapter.ts";
import { Fault } from "../../core/kernel/fault.ts";
import { type Channel, createChannel } from "../../flow/channel.ts";
import { type Channels, openChannels } from "../../flow/channels.ts";
import { EMULATOR } from "../../http/fan/fan.ts";
import { channelsStamp, loadAccounts, loadEntries, loadSettings } from "../../store/channels.ts";
import { createConnection } from "../../store/hot/connection.ts";
import { inTurns } from "../../store/hot/turns.ts";
import { mediaFiles } from "../../store/media/files.ts";
import { digest } from "../../kit/digest.ts";
import { mediaStore } from "../../store/media/media.ts";
import type { Vault } from "../../store/secret/vault.ts";
import { tokenStore } from "../../store/send/token-store.ts";
import { closeConnection } from "../loops.ts";
import { simulatedConfig } from "../practice/simulated.ts";

export type Accounts = Channels & { readonly close: () => Promise<void> };

export type AccountsOptions = {
  readonly source: DataSource;
  /** Of the database. */
  readonly url: string;
  readonly log: Logger;
  /** Where this server is reached from itself: practice accounts send to the emulator there. */
  readonly address: string;
  readonly config: Pick<Config, "dataDir">;
  readonly vault: Vault;
};

/** Connects every account that can be; one that is set up wrongly is told of and leaves the others alone. */
export async function connectAccounts(options: AccountsOptions): Promise<Accounts> {
  const { source, url, log, address, config, vault } = options;
  const connect = createConnection(url);
  const use = inTurns(connect);
  const files = mediaFiles(join(config.dataDir, "media"));
  // An adapter remembers the nonces it has seen: it lives as long as its account's configuration.
  const adapters = new Map<string, PlatformAdapter>();

  async function blobOf(id: string) {
    const media = await use((client) => mediaStore(client).byId(id));
    const bytes = media && (await files.get(media.sha256));
    return bytes && { bytes, type: media.type };
  }

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
    const tokens = tokenStore(use, account.id);
    const sending = { fetch, clock: Date.now, wait: delay, tokens, blobOf };
    const config = simulatedConfig(
      { ...account, config: settings },
      isOwnMachine(address) ? `${address}${EMULATOR}` : undefined,
    );
    const adapter = adapters.get(key) ?? platform.create(config, sending, randomBytes);
    adapters.set(key, adapter);
    return adapter;
  }

  async function connectOne(account: Account): Promise<Channel | undefined> {
    try {
      const adapter = adapterOf(account);
      const { settings, wrong } = await loadSettings(source, account.id);
      if (wrong.length > 0) log.warn({ account: account.id, settings: wrong }, "settings ignored");
      return createChannel(account, adapter, await loadEntries(source, account.id), settings);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      log.error({ account: account.id, code: error.code }, error.message);
      return undefined;
    }
  }

  const channels = await openChannels({
    stamp: () => channelsStamp(source),
    async load() {
      const connected = await Promise.all((await loadAccounts(source)).map(connectOne));
      return connected.filter((channel) => channel !== undefined);
    },
  });
  return { ...channels, close: () => closeConnection(connect) };
}

/** In memory alone, and only for the adapter. */
function openSettings(vault: Vault, { id, platform, config }: Account): Account["config"] {
  const { settings, broken } = vault.open({ table: "account", id, kind: platform }, config);
  if (broken.length === 0) return settings;
  const fields = broken.join(", ");
  throw new Fault("secret_unreadable", `No key here opens ${fields} of this account. Enter it anew.`, {
    fields,
  });
}

const isOwnMachine = (address: string): boolean =>
  /^http:\/\/(127\.0\.0\.1|localhost|\[::1\]):/.test(address);
