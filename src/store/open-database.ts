import { access } from "node:fs/promises";
import { join } from "node:path";

import pg from "pg";

import { Fault } from "../core/kernel/fault.ts";
import { type ClusterStep, runningCluster, startCluster } from "./embedded/start-cluster.ts";

/** The database that everything is kept in: one that was named, or our own. */
export type Database = {
  readonly url: string;
  /** Resolves when our own server has ended by itself; never for one that was named. */
  readonly lost: Promise<void>;
  readonly close: () => Promise<void>;
};

const NAME = "seatbridge";
const MAJOR_MIN = 15;
const CONNECT_MS = 5_000;

export async function openDatabase(options: {
  readonly databaseUrl: string | undefined;
  readonly dataDir: string;
  readonly onProgress: (step: ClusterStep) => void;
}): Promise<Database> {
  const { databaseUrl, dataDir, onProgress } = options;
  if (databaseUrl !== undefined) {
    await checkServer(databaseUrl);
    return { url: databaseUrl, lost: new Promise(() => undefined), close: async () => undefined };
  }
  const cluster = await startCluster({ dataDir: join(dataDir, "postgres"), onProgress });
  await createOnce(cluster.url("postgres"));
  return { url: cluster.url(NAME), lost: cluster.exited, close: cluster.stop };
}

/**
 * One that is there, also while a server runs on it: whoever looks in neither stops nor makes one.
 * @throws Fault `database_not_there`, and those of `openDatabase`
 */
export async function joinDatabase(options: Parameters<typeof openDatabase>[0]): Promise<Database> {
  const { databaseUrl, dataDir } = options;
  if (databaseUrl !== undefined) return openDatabase(options);
  const folder = join(dataDir, "postgres");
  const running = await runningCluster(folder);
  if (running === undefined) {
    await access(join(folder, "PG_VERSION")).catch(() => {
      throw new Fault(
        "database_not_there",
        `There is no database in ${dataDir}. Name the server's DATA_DIR or DATABASE_URL.`,
        { dataDir },
      );
    });
    return openDatabase(options);
  }
  const url = running(NAME);
  const answers = await withClient(url, () => Promise.resolve()).then(
    () => true,
    () => false,
  );
  // One that died without a word has left its lock behind.
  if (!answers) return openDatabase(options);
  return { url, lost: new Promise(() => undefined), close: async () => undefined };
}

async function createOnce(adminUrl: string): Promise<void> {
  await withClient(adminUrl, async (client) => {
    const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [NAME]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${NAME}`);
  });
}

/** One clear line, instead of the first query's failure much later. */
async function checkServer(url: string): Promise<void> {
  try {
    await withClient(url, async (client) => {
      const { rows } = await client.query<{ version: string }>(
        "SELECT current_setting('server_version_num') AS version",
      );
      const major = Math.floor(Number(rows[0]?.version) / 10_000);
      if (major >= MAJOR_MIN) return;
      throw new Fault(
        "database_too_old",
        `DATABASE_URL names PostgreSQL ${major}; Seatbridge needs ${MAJOR_MIN} or newer. Upgrade it, or unset DATABASE_URL to use the built-in one.`,
        { major, needed: MAJOR_MIN },
      );
    });
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw new Fault(
      "database_unreachable",
      `DATABASE_URL (${shown(url)}) cannot be used: ${reasonOf(error)}. Check host, port, user, password and database name, or unset it to use the built-in PostgreSQL.`,
      { url: shown(url) },
    );
  }
}

async function withClient(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_MS });
  client.on("error", () => undefined);
  try {
    await client.connect();
    await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Without the password, which may stand among the parameters as well. */
function shown(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined) return "not an address";
  parsed.password = "";
  parsed.search = "";
  return parsed.href;
}

function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  return error instanceof Error ? error.message : String(error);
}
