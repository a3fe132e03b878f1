import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";

import type { QueuePolicy } from "../../../src/core/queue/policy.ts";
import { SECOND } from "../../../src/core/kernel/instant.ts";
import { startCluster } from "../../../src/store/embedded/start-cluster.ts";
import { epochTypes } from "../../../src/store/epoch.ts";
import { migrate } from "../../../src/store/migrate.ts";
import { emptyStage, type Stage } from "../../scenarios/floor/stage.ts";

/** A PostgreSQL of this run alone, with the newest schema; nothing of it is left. */
export async function withPostgres<Result>(work: (url: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), "seatbridge-sim-"));
  const cluster = await startCluster({ dataDir: join(folder, "postgres") });
  try {
    const admin = await connect(cluster.url("postgres"));
    await admin.query("CREATE DATABASE sim");
    await admin.end();
    const url = cluster.url("sim");
    await migrate(url);
    return await work(url);
  } finally {
    await cluster.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

export async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, types: epochTypes });
  client.on("error", () => undefined);
  await client.connect();
  return client;
}

/** The queues of a small site: one asks, one gives at once, one passes on what waits too long, of one agents take, one asks all. */
const QUEUES: Readonly<Record<string, Partial<QueuePolicy>>> = {
  asks: { offerMs: 2 * SECOND, noAnswerMax: 2, rejectMs: SECOND, noAnswerMs: SECOND },
  gives: { autoAccept: true, strategy: "rotation" },
  passes: { offerMs: 3 * SECOND, waitMsMax: 4 * SECOND, rejectMs: 500, noAnswerMs: 500, order: "fifo" },
  takes: { mode: "pull", pullVisibleMax: 5, waitMsMax: 6 * SECOND },
  rings: { strategy: "broadcast", offerMs: 2 * SECOND, noAnswerMax: 3, rejectMs: 500, noAnswerMs: 500 },
};
export const QUEUE_NAMES = Object.keys(QUEUES);
const FORMS = { wrapMs: 2 * SECOND, wrapRequired: [], ratingInvite: false } as const;
export const AGENT_NAMES = ["amy", "bo", "cy", "di", "ed", "fay", "gus", "hu"] as const;

/** The site with its staff at home; whoever signs in does so by the real act. */
export async function openSite(url: string): Promise<Stage> {
  const stage = await emptyStage(await connect(url), Date.now);
  const { client, ids, queues, staff, seats } = stage;
  const groupId = ids();
  await client.query("INSERT INTO queue_group (id, name, created_at) VALUES ($1, 'site', now())", [groupId]);
  for (const name of QUEUE_NAMES) queues.set(name, ids());
  for (const [name, policy] of Object.entries(QUEUES)) {
    const overflow = "waitMsMax" in policy && { overflowTo: queues.get("asks") };
    await client.query(
      "INSERT INTO queue (id, group_id, key, name, policy, created_at) VALUES ($1, $2, $3, $3, $4, now())",
      [queues.get(name), groupId, name, JSON.stringify({ ...FORMS, ...policy, ...overflow })],
    );
  }
  for (const [index, name] of AGENT_NAMES.entries()) {
    const [id, seatId] = [ids(), ids()];
    staff.set(name, id);
    seats.set(name, seatId);
    await client.query(
      "INSERT INTO staff (id, login, name, capacity, created_at) VALUES ($1, $2, $2, $3, now())",
      [id, name, 1 + (index % 3)],
    );
    await client.query("INSERT INTO seat (id, number, group_id) VALUES ($1, $2, $3)", [
      seatId,
      String(index),
      groupId,
    ]);
    // Each queue has most of them; the first has all.
    for (const [nr, queue] of QUEUE_NAMES.entries())
      if (nr === 0 || (index + nr) % 3 > 0)
        await client.query("INSERT INTO queue_member (queue_id, staff_id) VALUES ($1, $2)", [
          queues.get(queue),
          id,
        ]);
  }
  return stage;
}
