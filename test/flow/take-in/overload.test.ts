import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { Channel } from "../../../src/flow/channel.ts";
import type { HotStore } from "../../../src/flow/ports.ts";
import { NotTaken } from "../../../src/flow/take-in/lane/ticket.ts";
import { expectConservation } from "../../support/conservation.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";
import { type Node, type NodeOptions, openNode } from "../../support/node.ts";
import { openShop, SAYS } from "../../support/shop.ts";
import { openTables, type Tables, threadOf } from "../../support/tables.ts";

let database: TestDatabase;
let tables: Tables;
let channel: Channel;
let now = Date.now();
/** No time passes for the lane but what a test says. */
let ticks = 0;

beforeAll(async () => {
  database = await testDatabase();
  tables = await openTables(database.url);
  channel = await openShop(database.url);
});

afterAll(async () => {
  await tables.close();
  await database.drop();
});

async function withNode(options: Partial<NodeOptions>, work: (node: Node) => Promise<void>): Promise<void> {
  const node = await openNode({
    url: database.url,
    channel,
    lanes: 1,
    clock: () => now,
    stopwatch: () => ticks,
    ...options,
  });
  try {
    await work(node);
  } finally {
    await node.close();
  }
}

/** So slow that, by the running mean, seven batches would take longer than a platform waits, and six would not. */
const SLOW_MS = 2_500;
const [BATCH, FANS] = [200, 625];

const slowAtFirst = (store: HotStore): HotStore => {
  let slow = true;
  return {
    ...store,
    async write(batch) {
      if (slow) ticks += SLOW_MS;
      slow = false;
      await store.write(batch);
    },
  };
};

describe("a queue that would take longer than three seconds", () => {
  it("is stored first and answered with silence, then taken in, in order", () =>
    withNode({ wrap: slowAtFirst }, async (node) => {
      await node.answer({ fan: "first", number: 0, content: SAYS.ship });
      const crowd = Array.from({ length: 2 * FANS }, (_, index) => ({
        fan: `crowd ${index % FANS}`,
        number: 1 + index,
        content: index < FANS ? SAYS.ship : SAYS.pay,
      }));
      const answers = await Promise.all(crowd.map(node.answer));
      // The first batch is stored; who stands behind one of its fans is stored, too; all others are answered.
      const isStored = (index: number): boolean => index % FANS < BATCH;
      expect(answers.map(({ kind }) => kind)).toEqual(
        crowd.map((_, index) => (isStored(index) ? "silent" : "say")),
      );
      const reasons = node.record.stored.map(({ why }) => why);
      expect(reasons.filter((why) => why === "overload")).toHaveLength(BATCH);
      expect(reasons.filter((why) => why === "behind")).toHaveLength(BATCH);

      while ((await node.slowRound()) > 0);
      expect((await threadOf(tables, "crowd 7")).filter((line) => line.startsWith("fan"))).toEqual([
        `fan: ${SAYS.ship}`,
        `fan: ${SAYS.pay}`,
      ]);
      await expectConservation(tables, 1 + 2 * FANS);
    }));
});

describe("a pause of the disk", () => {
  it("of a single message sends nobody behind it the late way", () =>
    withNode({ wrap: slowAtFirst }, async (node) => {
      const alone = node.answer({ fan: "alone", number: 0, content: SAYS.ship });
      // Its batch has left; all others are collected behind it.
      await new Promise((resolve) => setImmediate(resolve));
      const texts = Array.from({ length: BATCH }, (_, number) => ({
        fan: `paused ${number}`,
        number,
        content: SAYS.ship,
      }));
      const answers = await Promise.all([alone, ...texts.map(node.answer)]);
      expect(new Set(answers.map(({ kind }) => kind))).toEqual(new Set(["say"]));
    }));
});

describe("a queue that is full", () => {
  it("takes nothing more, and has the platform try again", () => {
    const away = Object.assign(new Error("away"), { code: "ECONNREFUSED" });
    const wrap = (store: HotStore): HotStore => ({ ...store, read: () => Promise.reject(away) });
    return withNode({ wrap }, async (node) => {
      const fill = Array.from({ length: 20_000 }, (_, number) =>
        node.accept({ fan: "many", number, content: SAYS.ship }),
      );
      expect(node.waiting()).toBe(20_000);
      const one = node.accept({ fan: "one more", number: 0, content: SAYS.ship });
      await expect(one).rejects.toThrow(new NotTaken("overloaded"));
      // A redelivery of one that waits needs no place.
      fill.push(node.accept({ fan: "many", number: 0, content: SAYS.ship }));
      now += 4_000;
      const ends = await Promise.allSettled(fill);
      expect(new Set(ends.map((end) => end.status === "rejected" && String(end.reason)))).toEqual(
        new Set([String(new NotTaken("unreachable"))]),
      );
    });
  }, 30_000);
});

describe("a process that stops", () => {
  it("finishes what it has taken, and takes nothing new", async () => {
    const node = await openNode({ url: database.url, channel });
    const taken = ["s1", "s2", "s3"].map((fan) => node.answer({ fan, number: 1, content: SAYS.ship }));
    const closed = node.close();
    const refused = node.answer({ fan: "s4", number: 1, content: SAYS.ship });
    await expect(refused).rejects.toThrow(new NotTaken("stopping"));
    expect((await Promise.all(taken)).map(({ kind }) => kind)).toEqual(["say", "say", "say"]);
    await closed;
    await expectConservation(tables, 5 + 2 * FANS + BATCH);
  });
});
