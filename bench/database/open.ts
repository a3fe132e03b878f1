import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { startCluster } from "../../src/store/embedded/start-cluster.ts";

export type BenchDatabase = {
  readonly url: string;
  readonly client: pg.Client;
  /** One more session. */
  connect(): Promise<pg.Client>;
  /** The server's first process; undefined where it is not on this machine's process list. */
  readonly postmaster: number | undefined;
  /** What decides how durable and how fast it is, as the server itself says. */
  readonly settings: Readonly<Record<string, string>>;
  close(): Promise<void>;
};

/** The built-in PostgreSQL with the product's own settings, in a folder of the run. */
export async function openEmbedded(folder: string): Promise<BenchDatabase> {
  const cluster = await startCluster({ dataDir: join(folder, "postgres") });
  try {
    return await openDatabase(cluster.url("postgres"), cluster.pid, () => cluster.stop());
  } catch (error) {
    await cluster.stop();
    throw error;
  }
}

/** An outside PostgreSQL on this machine; a database of the run's own is made in it, and dropped again. */
export async function openOutside(url: string): Promise<BenchDatabase> {
  if (!isLocal(url)) throw new Error("--database takes a PostgreSQL on this machine only.");
  return openDatabase(url, undefined, async () => undefined);
}

async function openDatabase(
  adminUrl: string,
  postmaster: number | undefined,
  stop: () => Promise<void>,
): Promise<BenchDatabase> {
  const name = `seatbridge_bench_${randomBytes(4).toString("hex")}`;
  await runOnce(adminUrl, `CREATE DATABASE ${name}`);
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  const connect = async () => {
    const session = new pg.Client({ connectionString: url.href });
    await session.connect();
    return session;
  };
  const client = await connect();
  const drop = async () => {
    await client.end();
    await runOnce(adminUrl, `DROP DATABASE ${name} WITH (FORCE)`);
  };
  try {
    return {
      url: url.href,
      client,
      connect,
      postmaster: postmaster ?? (await findPostmaster(client)),
      settings: await readSettings(client),
      async close() {
        await drop();
        await stop();
      },
    };
  } catch (error) {
    await drop();
    throw error;
  }
}

const settingNames = [
  "server_version",
  "fsync",
  "synchronous_commit",
  "full_page_writes",
  "wal_sync_method",
  "shared_buffers",
  "max_wal_size",
  "autovacuum",
];

/** Refuses a database that forgets, or that nobody tidies up: its figures would mean nothing. */
async function readSettings(client: pg.Client): Promise<Record<string, string>> {
  const settings: Record<string, string> = {};
  for (const name of settingNames) {
    const { rows } = await client.query<Record<string, string>>(`SHOW ${name}`);
    settings[name] = rows[0]?.[name] ?? "";
  }
  for (const name of ["fsync", "synchronous_commit", "full_page_writes", "autovacuum"]) {
    if (settings[name] !== "on")
      throw new Error(
        `${name} is ${settings[name]}; the bench measures as in production, durable writes only.`,
      );
  }
  return settings;
}

/** The pid on the first line of its lock file, where this machine's process list agrees. */
async function findPostmaster(client: pg.Client): Promise<number | undefined> {
  const { rows } = await client.query<{ pid: number }>(
    String.raw`SELECT split_part(pg_read_file('postmaster.pid'), E'\n', 1)::int AS pid`,
  );
  const pid = rows[0]?.pid;
  const name = await readFile(`/proc/${pid}/comm`, "utf8").catch(() => "");
  return name.startsWith("postgres") ? pid : undefined;
}

async function runOnce(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

function isLocal(url: string): boolean {
  const { hostname, searchParams } = new URL(url);
  const host = searchParams.get("host") ?? hostname;
  return host.startsWith("/") || ["", "localhost", "127.0.0.1", "[::1]"].includes(host);
}
