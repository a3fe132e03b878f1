import { createConnection } from "./connection.ts";
import { inTurns, type Use } from "./turns.ts";

/** A few connections for statements of many at once. */
export type Connections = {
  readonly borrow: Use;
  readonly close: () => Promise<void>;
};

export function createConnections(url: string, count: number): Connections {
  const lanes = Array.from({ length: count }, () => ({ use: inTurns(createConnection(url)), waiting: 0 }));
  return {
    borrow(work) {
      const lane = lanes.reduce((least, other) => (other.waiting < least.waiting ? other : least));
      lane.waiting += 1;
      return lane.use(work).finally(() => (lane.waiting -= 1));
    },
    async close() {
      await Promise.all(lanes.map(({ use }) => use((client) => client.end()).catch(() => undefined)));
    },
  };
}
