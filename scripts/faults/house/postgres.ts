import { join } from "node:path";

import { type Cluster, startCluster } from "../../../src/store/embedded/start-cluster.ts";

/** A PostgreSQL of the run's own, with the product's settings, that can die and come back. */
export type Postgres = {
  /** Where it takes connections on this machine, for a proxy. */
  readonly socket: string;
  /** Straight to it, past every proxy. */
  readonly url: (database: string) => string;
  /** Ends it as `pg_ctl stop -m immediate` does: without a checkpoint, every connection dropped. */
  readonly die: () => Promise<void>;
  /** Starts it again on what is on the disk. */
  readonly rise: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

export async function openPostgres(folder: string): Promise<Postgres> {
  const dataDir = join(folder, "postgres");
  let cluster: Cluster = await startCluster({ dataDir });
  const url = new URL(cluster.url("postgres"));
  return {
    socket: join(url.searchParams.get("host") ?? "", `.s.PGSQL.${url.port}`),
    url: (database) => cluster.url(database),
    async die() {
      process.kill(cluster.pid, "SIGQUIT");
      await cluster.exited;
    },
    async rise() {
      cluster = await startCluster({ dataDir });
    },
    stop: () => cluster.stop(),
  };
}
