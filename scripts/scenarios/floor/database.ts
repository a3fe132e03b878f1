import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";

import { startCluster } from "../../../src/store/embedded/start-cluster.ts";
import { migrate } from "../../../src/store/migrate.ts";
import { START } from "./stage.ts";

/** A PostgreSQL of this run alone, with the newest schema; nothing of it is left. */
export async function withDatabase<Result>(work: (url: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), "seatbridge-scenarios-"));
  const cluster = await startCluster({ dataDir: join(folder, "postgres") });
  try {
    const admin = new pg.Client({ connectionString: cluster.url("postgres") });
    await admin.connect();
    await admin.query("CREATE DATABASE scenarios");
    await admin.end();
    const url = cluster.url("scenarios");
    await migrate(url, { clock: () => START });
    return await work(url);
  } finally {
    await cluster.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
