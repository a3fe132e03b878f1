import { mkdir } from "node:fs/promises";

import pg from "pg";

import type { Config } from "../../src/config.ts";
import { Fault } from "../../src/core/kernel/fault.ts";
import type { Instant } from "../../src/core/kernel/instant.ts";
import { backUp } from "../../src/store/backup/back-up.ts";
import type { MigrationClass } from "../../src/store/data-source.ts";
import { migrate } from "../../src/store/migrate.ts";
import { joinDatabase } from "../../src/store/open-database.ts";
import { createSteps, datedFolder } from "../backing-up/command.ts";
import { Mishap } from "../sending/mishap.ts";
import { readPlan } from "./plan.ts";
import { rehearse, type Rehearsal } from "./rehearse.ts";
import { megabytes, refuseTooLittle, spaceNeeded } from "./space.ts";

/** Every message waits behind a migration that waits for a table, and a platform gives us five seconds. */
const LOCK_MS = 3_000;
const LOCK = "SELECT pg_try_advisory_lock(hashtext('seatbridge.upgrade')) AS ours";

export type Upgrade = Pick<Rehearsal, "migrations" | "server" | "environment"> & {
  readonly config: Config;
  /** Of this program. */
  readonly version: string;
  readonly at: Instant;
  readonly freeBytes: (folder: string) => Promise<number>;
  readonly print: (line: string) => void;
};

/**
 * Brings the database of an earlier version to this one's tables, beside servers that run on it, and proves it on a
 * copy first. Each step prints its result; the first that fails ends it, and the database is as it was.
 * @returns the exit code
 */
export async function upgrade(options: Upgrade): Promise<number> {
  const { config, version, print } = options;
  const database = await joinDatabase({ ...config, onProgress: () => undefined });
  const client = new pg.Client({ connectionString: database.url });
  client.on("error", () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ ours: boolean }>(LOCK);
    if (rows[0]?.ours !== true) {
      throw new Fault(
        "upgrade_under_way",
        "Another upgrade of this database is under way. Wait for its end.",
      );
    }
    const pending = await readPlan(client, options.migrations);
    const failed = await walk(stepsOf(options, client, database.url, pending), print);
    if (failed === undefined) {
      print(
        `Done: the tables are those of version ${version}. Stop the old server, and start this one: npm start`,
      );
      return 0;
    }
    print(`Stopped: ${failed}`);
    print(await stateOf(database.url, options.migrations, pending));
    return 1;
  } finally {
    await client.end().catch(() => undefined);
    await database.close();
  }
}

type Step = readonly [name: string, work: () => Promise<string>];

function stepsOf(
  options: Upgrade,
  client: pg.Client,
  url: string,
  pending: readonly string[],
): readonly Step[] {
  const { config, migrations, version, at } = options;
  const { dataDir } = config;
  const backup = datedFolder(dataDir, at);
  return [
    [
      "Space",
      async () => {
        // With a DATABASE_URL it may not be there yet.
        await mkdir(dataDir, { recursive: true });
        const [free, needed] = [await options.freeBytes(dataDir), await spaceNeeded(client, dataDir)];
        refuseTooLittle(dataDir, free, needed);
        return `${megabytes(free)} free in ${dataDir}, ${megabytes(needed)} needed (Node ${process.versions.node})`;
      },
    ],
    [
      "Migrations",
      async () =>
        pending.length === 0 ? "none pending" : `${pending.length} pending: ${pending.join(", ")}`,
    ],
    [
      "Backup",
      async () => {
        const { table: onTable, end } = createSteps();
        const { tables, media } = await backUp({ url, dataDir, folder: backup, version, at, onTable });
        end();
        const rows = tables.reduce((sum, table) => sum + table.rows, 0);
        return `${rows} rows of ${tables.length} tables and ${media.files} media files in ${backup}`;
      },
    ],
    [
      "Rehearsal",
      async () => {
        const { table: onTable, end } = createSteps();
        const asked = await rehearse({ ...options, backup, onTable });
        end();
        const answered =
          asked === undefined ? "no practice account to be asked" : `${JSON.stringify(asked)} answered`;
        return `the backup restored and migrated in a copy, version ${version} well there, ${answered}`;
      },
    ],
    [
      "Tables",
      async () => {
        const { applied } = await migrate(url, { migrations, lockMs: LOCK_MS });
        return applied.length === 0 ? "nothing to change" : `${applied.length} migrations applied`;
      },
    ],
  ];
}

/** Takes one step after the other; what went wrong, where one fails. */
async function walk(steps: readonly Step[], print: Upgrade["print"]): Promise<string | undefined> {
  for (const [index, [name, work]] of steps.entries()) {
    const head = `${index + 1}/${steps.length} ${name.padEnd(10)}`;
    try {
      print(`${head} ${await work()}`);
    } catch (error) {
      print(`${head} failed`);
      return told(error);
    }
  }
  return undefined;
}

function told(error: unknown): string {
  if (error instanceof Fault) return `${error.message} [${error.code}]`;
  if (error instanceof Mishap) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** Looked up, not assumed: a connection that was lost may have been lost in the commit. */
async function stateOf(
  url: string,
  migrations: readonly MigrationClass[],
  before: readonly string[],
): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    const left = await readPlan(client, migrations);
    if (left.length < before.length) {
      return "The migrations are applied all the same. Run this again: it tells whether everything is well.";
    }
    return "The database is as it was: the version before goes on with it. Mend what is told above and run this again.";
  } catch (error) {
    return `What state the database is in cannot be asked: ${told(error)} Migrations are all or nothing: once it answers, run this again.`;
  } finally {
    await client.end().catch(() => undefined);
  }
}
