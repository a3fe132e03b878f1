import type { Client } from "pg";

import type { HotStore } from "../../flow/ports.ts";
import { inTransaction } from "../transaction.ts";
import { failureOf } from "./failure.ts";
import { createConnection } from "./connection.ts";
import { busyArrivals, lockConversations, readKnown } from "./read.ts";
import { reclaimReplies, returnReply } from "./replies.ts";
import { inTurns } from "./turns.ts";
import { writeBatch } from "./write.ts";

const SETTLE = /* sql */ `
  INSERT INTO lane (id, settled, alive_at) VALUES ($1, $2, now())
  ON CONFLICT (id) DO UPDATE SET settled = EXCLUDED.settled, alive_at = EXCLUDED.alive_at`;

export type HotStoreOptions = {
  readonly url: string;
  /** The arrivals are rows of the inbox, waiting for the slow path. */
  readonly stored?: boolean;
  readonly lockTimeoutMs?: number;
};

/** Opens a lane: its row, and one connection that comes back by itself after it was lost. */
export async function openHotStore(options: HotStoreOptions): Promise<HotStore> {
  const { url, stored = false, lockTimeoutMs } = options;
  const connect = createConnection(url, lockTimeoutMs);
  const laneId = await openLane(await connect());
  const use = inTurns(connect);

  return {
    laneId,
    failureOf,
    read: (arrivals) => use((client) => readKnown(client, arrivals, stored)),
    write: (write) => use((client) => writeBatch(client, write, stored)),
    rewrite: (arrivals, plan) =>
      use((client) =>
        inTransaction(client, async () => {
          await lockConversations(client, arrivals);
          const planned = plan(await readKnown(client, arrivals, stored));
          if (planned.write.inbox.length > 0) await writeBatch(client, planned.write, stored);
          return planned;
        }),
      ),
    busy: (arrivals) => use((client) => busyArrivals(client, arrivals)),
    reclaim: (keys, into) => use((client) => reclaimReplies(client, keys, { ...into, laneId })),
    returned: (reply, state) => use((client) => returnReply(client, reply, state, laneId)),
    settle: (batch) => use(async (client) => void (await client.query(SETTLE, [laneId, batch]))),
    close: () => use((client) => client.end()).catch(() => undefined),
  };
}

async function openLane(client: Client): Promise<number> {
  const { rows } = await client.query<{ id: number }>(
    "INSERT INTO lane (alive_at) VALUES (now()) RETURNING id",
  );
  const [row] = rows;
  if (row === undefined) throw new Error("a lane got no number");
  return row.id;
}
