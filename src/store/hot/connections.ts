import type { Client } from "pg";

import { createConnection } from "./connection.ts";

/** A few connections for statements of many at once; on each of them one piece of work follows the other. */
export type Connections = {
  readonly borrow: <T>(work: (client: Client) => Promise<T>) => Promise<T>;
  readonly close: () => Promise<void>;
};

export function createConnections(url: string, count: number): Connections {
  const lanes = Array.from({ length: count }, () => ({
    connect: createConnection(url),
    waiting: 0,
    last: Promise.resolve<unknown>(undefined),
  }));
  return {
    borrow(work) {
      const lane = lanes.reduce((least, other) => (other.waiting < least.waiting ? other : least));
      lane.waiting += 1;
      const done = lane.last
        .then(() => lane.connect())
        .then(work)
        .finally(() => (lane.waiting -= 1));
      lane.last = done.catch(() => undefined);
      return done;
    },
    async close() {
      await Promise.all(
        lanes.map(({ connect, last }) =>
          last
            .then(() => connect())
            .then((client) => client.end())
            .catch(() => undefined),
        ),
      );
    },
  };
}
