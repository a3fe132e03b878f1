import { join } from "node:path";

import { type Cluster, startCluster } from "../../../src/store/embedded/start-cluster.ts";
import { openStandby, promote } from "./standby.ts";

/** A PostgreSQL of the run's own, with the product's settings, that can die and come back. */
export type Postgres = {
  /** Where it takes connections on this machine, for a proxy. */
  readonly socket: () => string;
  /** Straight to it, past every proxy. */
  readonly url: (database: string) => string;
  /** Ends it as `pg_ctl stop -m immediate` does: without a checkpoint, every connection dropped. */
  readonly die: () => Promise<void>;
  /** Starts it again on what is on the disk. */
  readonly rise: () => Promise<void>;
  /** Gives it a standby with synchronous replication; at most once. */
  readonly doubleUp: () => Promise<void>;
  /** It dies for good, and the standby takes its place, at another socket. */
  readonly failOver: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

export async function openPostgres(folder: string): Promise<Postgres> {
  const dataDir = join(folder, "postgres");
  let cluster: Cluster = await startCluster({ dataDir });
  let standby: Cluster | undefined;

  async function die(): Promise<void> {
    process.kill(cluster.pid, "SIGQUIT");
    await cluster.exited;
  }
  return {
    socket() {
      const url = new URL(cluster.url("postgres"));
      return join(url.searchParams.get("host") ?? "", `.s.PGSQL.${url.port}`);
    },
    url: (database) => cluster.url(database),
    die,
    async rise() {
      cluster = await startCluster({ dataDir });
    },
    async doubleUp() {
      standby = await openStandby(cluster, dataDir, join(folder, "standby"));
    },
    async failOver() {
      if (standby === undefined) throw new Error("There is no standby.");
      await die();
      await promote(standby);
      cluster = standby;
      standby = undefined;
    },
    async stop() {
      await standby?.stop();
      await cluster.stop();
    },
  };
}
