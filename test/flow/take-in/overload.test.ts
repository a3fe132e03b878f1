import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { setTimeout as delay } from "node:timers/promises";
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
  const node = await openNode({ url: database.url, channel, lanes: 1, clock: () => now, ...options });
  try {
    await work(node);
  } finally {
    await node.close();
  }
}

/** So slow that 200 messages would take longer than a platform waits. */
const SLOW_MS = 80;

const slowAtFirst = (store: HotStore): HotStore => {
  let slow = true;
  return {
    ...store,
    async write(batch) {
      if (slow) await delay(SLOW_MS);
      slow = false;
      await store.write(batch);
    },
  };
};

describe("a queue that would take longer than three seconds", () => {
  it("is stored first and answered with silence, then taken in, in order", () =>
    withNode({ wrap: slowAtFirst }, async (node) => {
      await node.answer({ fan: "first", number: 0, content: SAYS.ship });
      const crowd = Array.from({ length: 250 }, (_, index) => ({
        fan: `crowd ${index % 125}`,
        number: 1 + index,
        content: index < 125 ? SAYS.ship : SAYS.pay,
      }));
      const answers = await Promise.all(crowd.map(node.answer));
      // What was queued at that moment is stored, up to a batch; who stands behind one of these is stored, too.
      expect(answers.map(({ kind }) => kind)).toEqual(crowd.map(() => "silent"));
      const reasons = node.record.stored.map(({ why }) => why);
      expect(reasons.filter((why) => why === "overload")).toHaveLength(200);
      expect(reasons.filter((why) => why === "behind")).toHaveLength(50);
      expect(await tables.value("SELECT count(*)::int FROM message")).toBe(2);

      while ((await node.slowRound()) > 0);
      expect((await threadOf(tables, "crowd 7")).filter((line) => line.startsWith("fan"))).toEqual([
        `fan: ${SAYS.ship}`,
        `fan: ${SAYS.pay}`,
      ]);
      await expectConservation(tables, 251);
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
    await expectConservation(tables, 254);
  });
});
