import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { Channel } from "../../../src/flow/channel.ts";
import type { HotStore } from "../../../src/flow/ports.ts";
import { NotTaken } from "../../../src/flow/take-in/lane/ticket.ts";
import { expectConservation } from "../../support/conservation.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";
import { type Link, openLink } from "../../support/link.ts";
import { type Node, type NodeOptions, openNode } from "../../support/node.ts";
import { openShop, SAYS } from "../../support/shop.ts";
import { openTables, type Tables, threadOf } from "../../support/tables.ts";

let database: TestDatabase;
let tables: Tables;
let link: Link;
let channel: Channel;
let now = Date.now();

beforeAll(async () => {
  database = await testDatabase();
  tables = await openTables(database.url);
  link = await openLink(database.url);
  channel = await openShop(database.url);
});

afterAll(async () => {
  await link.close();
  await tables.close();
  await database.drop();
});

async function withNode(options: Partial<NodeOptions>, work: (node: Node) => Promise<void>): Promise<void> {
  const node = await openNode({ url: link.url, channel, lanes: 1, clock: () => now, ...options });
  try {
    await work(node);
  } finally {
    await node.close();
  }
}

const killLanes = (which = "true") =>
  tables.rows(
    `SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
     WHERE datname = current_database() AND application_name = 'seatbridge lane' AND ${which}`,
  );

const fans = (name: string, count: number) => Array.from({ length: count }, (_, index) => `${name} ${index}`);

const answerAll = (node: Node, names: readonly string[]) =>
  Promise.all(names.map((fan) => node.answer({ fan, number: 1, content: SAYS.ship })));

async function expectAnswered(node: Node, names: readonly string[]): Promise<void> {
  const answers = await answerAll(node, names);
  expect(answers.map(({ kind }) => kind)).toEqual(names.map(() => "say"));
}

describe("a connection that is lost", () => {
  it("costs nothing between two batches", () =>
    withNode({}, async (node) => {
      await expectAnswered(node, fans("before", 3));
      await killLanes();
      await expectAnswered(node, fans("after", 3));
    }));

  it("costs nothing while a statement waits", () =>
    withNode({ laneLockMs: 9_000 }, async (node) => {
      await node.answer({ fan: "waits", number: 0, content: SAYS.pay });
      await tables.rows("BEGIN");
      await tables.rows("SELECT 1 FROM conversation FOR UPDATE");
      const answer = node.answer({ fan: "waits", number: 1, content: SAYS.ship });
      while ((await killLanes("wait_event_type = 'Lock'")).length === 0);
      await tables.rows("COMMIT");
      expect((await answer).kind).toBe("say");
      expect(new Set(node.record.failed)).toEqual(new Set(["unreachable"]));
      expect(await threadOf(tables, "waits")).toHaveLength(4);
    }));

  it("costs nothing where the commit was made and never heard of", () => {
    let losses = 0;
    const wrap = (store: HotStore): HotStore => ({
      ...store,
      async write(batch) {
        await store.write(batch);
        losses += 1;
        if (losses > 1) return;
        link.cut();
        link.mend();
        throw new Error("Connection terminated unexpectedly");
      },
    });
    return withNode({ wrap }, async (node) => {
      const names = fans("unheard", 5);
      await expectAnswered(node, names);
      for (const fan of names) expect(await threadOf(tables, fan)).toHaveLength(2);
    });
  });

  it.each(["read", "write", "reclaim"] as const)(
    "costs nothing where it breaks before the %s",
    async (method) => {
      let broken = false;
      async function breakOnce(at: typeof method): Promise<void> {
        if (at !== method || broken) return;
        broken = true;
        await killLanes();
      }
      const wrap = (store: HotStore): HotStore => ({
        ...store,
        read: (...args) => breakOnce("read").then(() => store.read(...args)),
        write: (...args) => breakOnce("write").then(() => store.write(...args)),
        reclaim: (...args) => breakOnce("reclaim").then(() => store.reclaim(...args)),
      });
      await withNode({ wrap }, async (node) => {
        const names = fans(`breaks at ${method}`, 4);
        // Half of them a second time, so that there is something to reclaim.
        if (method === "reclaim") await expectAnswered(node, names.slice(0, 2));
        await expectAnswered(node, names);
        expect(broken).toBe(true);
        for (const fan of names) expect(await threadOf(tables, fan)).toHaveLength(2);
      });
    },
  );
});

describe("a database that stays away", () => {
  it("has the platform try again after three seconds, and nothing is stored", () =>
    withNode({}, async (node) => {
      const before = await tables.value("SELECT count(*)::int FROM inbox");
      link.cut();
      const asked = answerAll(node, fans("away", 3));
      now += 3_001;
      await expect(asked).rejects.toThrow(new NotTaken("unreachable"));
      expect(node.record.failed).toContain("unreachable");
      expect(await tables.value("SELECT count(*)::int FROM inbox")).toBe(before);

      link.mend();
      await expectAnswered(node, fans("away", 3));
    }));

  it("is waited for where it comes back in time", () =>
    withNode({}, async (node) => {
      link.cut();
      const asked = answerAll(node, fans("back", 3));
      now += 2_999;
      while (node.record.failed.length < 2) await new Promise(setImmediate);
      link.mend();
      expect((await asked).map(({ kind }) => kind)).toEqual(["say", "say", "say"]);
    }));
});

describe("a database that refuses everything at once", () => {
  it("is not stormed meanwhile", () => {
    const readOnly = Object.assign(new Error("read-only transaction"), { code: "25006" });
    let tries = 0;
    const wrap = (store: HotStore): HotStore => ({
      ...store,
      write() {
        tries += 1;
        if (tries === 4) now += 3_001;
        return Promise.reject(readOnly);
      },
    });
    return withNode({ wrap }, async (node) => {
      const began = performance.now();
      await expect(answerAll(node, fans("refused", 2))).rejects.toThrow(new NotTaken("unreachable"));
      expect(tries).toBe(4);
      expect(performance.now() - began).toBeGreaterThan(3 * 45);
    });
  });
});

describe("a table that an operator holds locked", () => {
  it("is waited for, and the platform is asked to try again after three seconds", () =>
    withNode({}, async (node) => {
      await tables.rows("BEGIN");
      await tables.rows("LOCK TABLE message IN ACCESS EXCLUSIVE MODE");
      const asked = answerAll(node, fans("table", 2));
      while (node.record.failed.length < 2) await new Promise(setImmediate);
      now += 3_001;
      await expect(asked).rejects.toThrow(new NotTaken("unreachable"));
      expect(new Set(node.record.failed)).toEqual(new Set(["locked"]));

      const again = answerAll(node, fans("table", 2));
      while (node.record.failed.length < 4) await new Promise(setImmediate);
      await tables.rows("COMMIT");
      expect((await again).map(({ kind }) => kind)).toEqual(["say", "say"]);
    }));
});

it("conserves every message through all this", async () => {
  await expectConservation(tables, 3 + 3 + 2 + 5 + 3 * 4 + 3 + 3 + 2);
});
