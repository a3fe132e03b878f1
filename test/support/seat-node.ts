import { randomFillSync } from "node:crypto";
import type { Client } from "pg";
import { createIds } from "../../src/core/kernel/id.ts";
import type { Clock } from "../../src/core/kernel/instant.ts";
import { defaultSettings } from "../../src/core/setting/registry.ts";
import { createSeating, type Seating } from "../../src/flow/seat/seating.ts";
import type { Recount } from "../../src/flow/seat/ports.ts";
import { createConnection } from "../../src/store/hot/connection.ts";
import { seatingStore } from "../../src/store/seat/seating-store.ts";

const LOCK_MS = 1_000;

/** One process's worth of seating, which looks only when told to, and remembers what it said. */
export type SeatNode = Seating & {
  readonly said: {
    readonly seated: number;
    readonly refused: string[];
    readonly done: string[];
    /** Whether it seats each group now. */
    readonly held: Map<string, boolean>;
  };
  readonly miscounted: Recount[];
  readonly woken: Set<string>;
  /** Until nothing is left to do now. */
  readonly settle: () => Promise<void>;
  readonly connect: () => Promise<Client>;
  readonly close: () => Promise<void>;
};

export function openSeatNode(url: string, clock: Clock, leaseMs = 5_000): SeatNode {
  const connect = createConnection(url, LOCK_MS);
  const said = {
    seated: 0,
    refused: [] as string[],
    done: [] as string[],
    held: new Map<string, boolean>(),
  };
  const miscounted: Recount[] = [];
  const woken = new Set<string>();
  const seating = createSeating({
    store: seatingStore(connect),
    clock,
    ids: createIds(clock, (bytes) => randomFillSync(bytes)),
    publish: (topic, key) => void woken.add(key === undefined ? topic : `${topic}:${key}`),
    settingsOf: () => defaultSettings,
    leaseMs,
    watch: {
      seated: () => void (said.seated += 1),
      refused: (_, why) => void said.refused.push(why),
      held: (groupId, isHeld) => void said.held.set(groupId, isHeld),
      dueSoon: () => undefined,
      done: (what, count) => void said.done.push(`${what} ${count}`),
      miscounted: (counts) => void miscounted.push(...counts),
      trouble: (error) => void said.done.push(`trouble ${String(error)}`),
    },
  });
  return {
    ...seating,
    said,
    miscounted,
    woken,
    connect,
    async settle() {
      while ((await seating.round()) > 0);
    },
    async close() {
      await seating.release();
      await connect().then((client) => client.end());
    },
  };
}
