import { randomFillSync } from "node:crypto";
import type { Clock } from "../../src/core/kernel/instant.ts";
import { createIds } from "../../src/core/kernel/id.ts";
import type { Floor } from "../../src/core/seating/floor.ts";
import type { Channel } from "../../src/flow/channel.ts";
import type { Arrival, HotStore, WriteFailure } from "../../src/flow/ports.ts";
import type { AnswerDesk, Result } from "../../src/flow/take-in/batch/planned.ts";
import { createSlowPath } from "../../src/flow/take-in/slow-path.ts";
import { createTakeIn } from "../../src/flow/take-in/take-in.ts";
import type { Answer } from "../../src/flow/take-in/lane/ticket.ts";
import type { Watch } from "../../src/flow/watch.ts";
import { createConnection } from "../../src/store/hot/connection.ts";
import { openHotStore } from "../../src/store/hot/hot-store.ts";
import { storedMessages } from "../../src/store/loop/stored-messages.ts";
import { staffedFloor } from "./floor.ts";
import { arrive, type Message } from "./shop.ts";

/** A watch that remembers. */
export type Record = {
  readonly taken: { readonly arrival: Arrival; readonly result: Result }[];
  readonly batches: number[];
  readonly failed: WriteFailure[];
  /** SQLSTATEs of what failed. */
  readonly codes: string[];
  readonly stored: { readonly arrival: Arrival; readonly why: string }[];
  readonly replied: string[];
  readonly troubles: string[];
};

export type Node = {
  readonly accept: (message: Message) => Promise<Answer>;
  /** Its answer, which then leaves at once, as through a socket that takes everything. */
  readonly answer: (message: Message) => Promise<Answer>;
  readonly waiting: () => number;
  /** One round of the slow path: how many messages it claimed. */
  readonly slowRound: () => Promise<number>;
  readonly laneIds: readonly number[];
  readonly record: Record;
  readonly close: () => Promise<void>;
};

export type NodeOptions = {
  readonly url: string;
  readonly channel: Channel;
  readonly clock?: Clock;
  readonly stopwatch?: () => number;
  readonly lanes?: number;
  readonly laneLockMs?: number;
  readonly asideLockMs?: number;
  /** Wraps each lane's store. */
  readonly wrap?: (store: HotStore) => HotStore;
  /** Wraps the store of those who wait for a lock. */
  readonly wrapAside?: (store: HotStore) => HotStore;
  readonly desk?: AnswerDesk;
  /** By default everybody is there. */
  readonly floor?: () => Floor;
};

/** One process's worth of lanes and slow path, which runs only when told to. */
export async function openNode(options: NodeOptions): Promise<Node> {
  const {
    url,
    channel,
    clock = Date.now,
    stopwatch = () => performance.now(),
    lanes = 2,
    wrap = (store) => store,
    wrapAside = wrap,
  } = options;
  const { laneLockMs, asideLockMs = 1_500, desk = channel.desk, floor = () => staffedFloor } = options;
  const ids = createIds(clock, (bytes) => randomFillSync(bytes));
  const record = createRecord();
  const context = {
    clock,
    stopwatch,
    ids,
    deskOf: () => desk,
    floor,
    passiveMs: channel.adapter.traits.passiveMs,
    watch: watchOf(record),
    crash: () => undefined,
  };
  const open = (extra: { stored?: boolean; lockTimeoutMs?: number } = {}) => openHotStore({ url, ...extra });
  const lockTimeout = laneLockMs === undefined ? {} : { lockTimeoutMs: laneLockMs };
  const stores = await Promise.all(Array.from({ length: lanes }, () => open(lockTimeout)));
  const aside = await open({ lockTimeoutMs: asideLockMs });
  const slowStore = await open({ stored: true });
  const takeIn = createTakeIn(stores.map(wrap), wrapAside(aside), context);
  const connect = createConnection(url);
  const slow = createSlowPath(
    { ...context, store: slowStore, passiveMs: 0 },
    storedMessages(connect),
    () => channel.adapter,
  );

  const accept = (message: Message) => takeIn.accept(arrive(channel, message, clock()));
  return {
    accept,
    async answer(message) {
      const answer = await accept(message);
      if (answer.kind === "say") answer.left();
      return answer;
    },
    waiting: takeIn.waiting,
    slowRound: slow.round,
    laneIds: stores.map((store) => store.laneId),
    record,
    async close() {
      await takeIn.drain();
      await slow.close();
      await Promise.all([...stores, aside, slowStore].map((store) => store.close()));
      await connect().then((client) => client.end());
    },
  };
}

const createRecord = (): Record => ({
  taken: [],
  batches: [],
  failed: [],
  codes: [],
  stored: [],
  replied: [],
  troubles: [],
});

const watchOf = (record: Record): Watch => ({
  taken: (arrival, result) => void record.taken.push({ arrival, result }),
  batch: (size) => void record.batches.push(size),
  failed(failure, _, error) {
    record.failed.push(failure);
    record.codes.push(String((error as { code?: unknown } | undefined)?.code));
  },
  stored: (arrival, why) => void record.stored.push({ arrival, why }),
  postponed: (arrival, why) => void record.stored.push({ arrival, why }),
  replied: (how) => void record.replied.push(how),
  tended: () => undefined,
  trouble: (what, error) => void record.troubles.push(`${what}: ${String(error)}`),
});
