import { cp, mkdir, rm } from "node:fs/promises";
import { join } from "node:path";

import pg from "pg";

import type { Config } from "../../src/config.ts";
import { Fault } from "../../src/core/kernel/fault.ts";
import { restore } from "../../src/store/backup/restore.ts";
import type { MigrationClass } from "../../src/store/data-source.ts";
import { openDatabase } from "../../src/store/open-database.ts";
import { ask, startTrial } from "./gate.ts";

/** No real account is connected in the copy: whatever the trial does, nothing leaves this machine. */
const ACCOUNTS_OFF = "UPDATE account SET state = 'off' WHERE NOT simulated";

const PRACTICE = /* sql */ `
  SELECT a.id, v.title FROM account a
    JOIN faq_entry e ON e.account_id = a.id
    JOIN faq_version v ON v.entry_id = e.id AND v.version = e.published_version
  WHERE a.simulated AND a.state = 'active' ORDER BY a.created_at, e.key LIMIT 1`;

export type Rehearsal = {
  readonly config: Config;
  readonly backup: string;
  readonly migrations: readonly MigrationClass[];
  /** Address of the built `src/main.js`. */
  readonly server: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly onTable: (name: string, rows: number) => void;
};

/**
 * The whole upgrade on a copy: the backup is restored into a PostgreSQL of its own, migrated there, and this version
 * is started on it and asked. What goes wrong goes wrong there. Real accounts are off in the copy and connections to
 * CRMs paused.
 * @returns what the practice account was asked; undefined: there is none
 * @throws Fault `upgrade_no_postgres` and those of restoring, migrating, starting
 */
export async function rehearse(rehearsal: Rehearsal): Promise<string | undefined> {
  const { config, backup, migrations, server, environment, onTable } = rehearsal;
  const dataDir = join(config.dataDir, "rehearsal");
  await rm(dataDir, { recursive: true, force: true });
  await mkdir(dataDir, { recursive: true });
  try {
    const copy = await openDatabase({ databaseUrl: undefined, dataDir, onProgress: () => undefined }).catch(
      (error: unknown) => {
        throw isUnsupported(error) ? noPostgres() : error;
      },
    );
    try {
      await restore({ folder: backup, url: copy.url, migrations, onTable });
      const practice = await quieten(copy.url);
      // Its keys open what is sealed in the copy; another of the same name in the environment goes first, as always.
      const key = join(config.dataDir, "secret.key");
      await cp(key, join(dataDir, "secret.key")).catch(() => undefined);
      const trial = await startTrial(server, {
        ...environment,
        DATA_DIR: dataDir,
        DATABASE_URL: copy.url,
        REDIS_URL: "",
        PUBLIC_URL: "",
        TRUST_PROXY: "0",
      });
      try {
        if (practice !== undefined) await ask(trial.address, practice.id, practice.title);
      } finally {
        await trial.stop();
      }
      return practice?.title;
    } finally {
      await copy.close();
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function quieten(url: string): Promise<{ readonly id: string; readonly title: string } | undefined> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(ACCOUNTS_OFF);
    return (await client.query<{ id: string; title: string }>(PRACTICE)).rows[0];
  } finally {
    await client.end();
  }
}

const isUnsupported = (error: unknown): boolean =>
  error instanceof Fault && error.code === "database_platform_unsupported";

const noPostgres = (): Fault =>
  new Fault(
    "upgrade_no_postgres",
    "The rehearsal needs the built-in PostgreSQL, which this machine cannot run (Linux x64 or arm64 with glibc). Run the upgrade on one that can, with the same DATABASE_URL; or make a backup (npm run backup) and let npm start apply the migrations.",
  );
