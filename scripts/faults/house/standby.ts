import { spawnSync } from "node:child_process";
import { chown, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

import { type Cluster, startCluster } from "../../../src/store/embedded/start-cluster.ts";
import { openRows } from "../witness/rows.ts";

const NAME = "standby";
const LOOK_MS = 50;

/**
 * A second PostgreSQL that has every commit before anybody is told of it (synchronous replication). Made without
 * pg_basebackup, which the built-in programs lack: a copy between a backup's start and its stop, the rest from the log.
 */
export async function openStandby(primary: Cluster, primaryDir: string, dataDir: string): Promise<Cluster> {
  const rows = await openRows(primary.url("postgres"));
  try {
    await rows.query("SELECT pg_backup_start('faults', true)");
    // What vanishes meanwhile is not needed; what is missing else keeps it from starting.
    spawnSync("cp", ["-a", primaryDir, dataDir]);
    const [backup] = await rows.query<{ labelfile: string }>("SELECT labelfile FROM pg_backup_stop(false)");
    for (const name of ["postmaster.pid", ".s.PGSQL.5432", ".s.PGSQL.5432.lock"]) {
      await rm(join(dataDir, name), { force: true });
    }
    const { uid, gid } = await stat(dataDir);
    const files = { backup_label: backup?.labelfile ?? "", "standby.signal": "" };
    for (const [name, text] of Object.entries(files)) {
      await writeFile(join(dataDir, name), text);
      await chown(join(dataDir, name), uid, gid);
    }
    const from = new URL(primary.url("postgres"));
    const folder = from.searchParams.get("host") ?? "";
    const conninfo = `host=${folder} port=${from.port} user=postgres application_name=${NAME}`;
    const standby = await startCluster({ dataDir, settings: { primary_conninfo: conninfo } });
    await rows.query(`ALTER SYSTEM SET synchronous_standby_names = '${NAME}'`);
    await rows.query("SELECT pg_reload_conf()");
    const synchronous = "SELECT 1 FROM pg_stat_replication WHERE sync_state = 'sync'";
    while ((await rows.query(synchronous)).length === 0) await pause(LOOK_MS);
    return standby;
  } finally {
    await rows.close();
  }
}

/** Lets it take writes. */
export async function promote(standby: Cluster): Promise<void> {
  const rows = await openRows(standby.url("postgres"));
  await rows.query("SELECT pg_promote()");
  await rows.close();
}
