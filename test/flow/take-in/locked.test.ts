import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import pg from "pg";
import type { Channel } from "../../../src/flow/channel.ts";
import type { HotStore } from "../../../src/flow/ports.ts";
import { expectConservation } from "../../support/conservation.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";
import { type Node, type NodeOptions, openNode } from "../../support/node.ts";
import { ANSWERS, openShop, SAYS } from "../../support/shop.ts";
import { openTables, type Tables, threadOf } from "../../support/tables.ts";

let database: TestDatabase;
let tables: Tables;
let channel: Channel;

beforeAll(async () => {
  database = await testDatabase();
  tables = await openTables(database.url);
  channel = await openShop(database.url);
});

afterAll(async () => {
  await tables.close();
  await database.drop();
});

/** Holds a fan's conversation, as an agent's action does for a moment. */
async function hold(fan: string): Promise<{ release: () => Promise<void> }> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query("BEGIN");
  await client.query(
    `SELECT 1 FROM conversation WHERE identity_id = (SELECT id FROM identity WHERE external_id = $1) FOR UPDATE`,
    [fan],
  );
  return {
    async release() {
      await client.query("COMMIT");
      await client.end();
    },
  };
}

const dialogue = (...texts: readonly (keyof typeof ANSWERS)[]): string[] =>
  texts.flatMap((text) => [`fan: ${SAYS[text]}`, `bot: ${ANSWERS[text]}`]);

async function withNode(options: Partial<NodeOptions>, work: (node: Node) => Promise<void>): Promise<void> {
  // One lane: whoever is not held has to pass the one who is.
  const node = await openNode({ url: database.url, channel, lanes: 1, ...options });
  try {
    await work(node);
  } finally {
    await node.close();
  }
}

describe("a conversation that somebody else holds locked", () => {
  it("lets all others pass, and goes on in order when it is free", () =>
    withNode({ asideLockMs: 10_000 }, async (node) => {
      await node.answer({ fan: "held", number: 0, content: SAYS.ship });
      const { release } = await hold("held");
      const [second, other, third] = [
        node.answer({ fan: "held", number: 1, content: SAYS.pay }),
        node.answer({ fan: "other", number: 1, content: SAYS.ship }),
        node.answer({ fan: "held", number: 2, content: SAYS.ship }),
      ];
      const events: string[] = [];
      const held = [second, third];
      for (const answer of held) void answer.then(() => events.push("answered"));
      expect((await other).kind).toBe("say");
      // Its later messages follow it, and do not stop anybody either.
      held.push(node.answer({ fan: "held", number: 3, content: SAYS.pay }));
      expect((await node.answer({ fan: "third", number: 1, content: SAYS.pay })).kind).toBe("say");
      expect(await threadOf(tables, "held")).toEqual(dialogue("ship"));

      events.push("released");
      await release();
      expect((await Promise.all(held)).map(({ kind }) => kind)).toEqual(["say", "say", "say"]);
      expect(events).toEqual(["released", "answered", "answered"]);
      expect(await threadOf(tables, "held")).toEqual(dialogue("ship", "pay", "ship", "pay"));
      await node.answer({ fan: "held", number: 4, content: SAYS.ship });
      expect(await threadOf(tables, "held")).toEqual(dialogue("ship", "pay", "ship", "pay", "ship"));
    }));

  it("stores what comes where it stays locked too long, and takes that in later, in order", () =>
    withNode({ asideLockMs: 60 }, async (node) => {
      await node.answer({ fan: "long", number: 0, content: SAYS.ship });
      const { release } = await hold("long");
      const kept = await Promise.all(
        [SAYS.pay, SAYS.ship].map((content, index) =>
          node.answer({ fan: "long", number: 1 + index, content }),
        ),
      );
      kept.push(await node.answer({ fan: "long", number: 3, content: SAYS.pay }));
      expect(kept.map(({ kind }) => kind)).toEqual(["silent", "silent", "silent"]);
      expect(node.record.stored.map(({ why }) => why)).toEqual(expect.arrayContaining(["locked", "behind"]));

      // The slow path tries in vain, too, and comes back.
      expect(await node.slowRound()).toBe(1);
      expect(await threadOf(tables, "long")).toEqual(dialogue("ship"));
      await release();
      await tables.rows("UPDATE inbox SET lease_until = now() - interval '1 second' WHERE state = 'stored'");
      // Whoever comes now waits behind those that are there.
      expect((await node.answer({ fan: "long", number: 4, content: SAYS.ship })).kind).toBe("silent");
      while ((await node.slowRound()) > 0);
      expect(await threadOf(tables, "long")).toEqual(dialogue("ship", "pay", "ship", "pay", "ship"));
      // Their webhooks are gone: the sender has these answers now.
      const states = await tables.rows<{ state: string }>(
        "SELECT o.state FROM outbox o JOIN conversation c ON c.id = o.conversation_id JOIN identity i ON i.id = c.identity_id WHERE i.external_id = 'long' ORDER BY o.seq",
      );
      expect(states.map(({ state }) => state)).toEqual(["passive", "queued", "queued", "queued", "queued"]);
    }));

  it("keeps its fan's later messages behind the earlier ones also when it is free again", async () => {
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    let reached: () => void = () => undefined;
    const waiting = new Promise<void>((resolve) => (reached = resolve));
    const wrapAside = (store: HotStore): HotStore => ({
      ...store,
      async read(arrivals) {
        reached();
        await gate;
        return store.read(arrivals);
      },
    });
    await withNode({ wrapAside }, async (node) => {
      await node.answer({ fan: "slowed", number: 0, content: SAYS.ship });
      const { release } = await hold("slowed");
      const answers = [node.answer({ fan: "slowed", number: 1, content: SAYS.pay })];
      await waiting;
      await release();
      answers.push(node.answer({ fan: "slowed", number: 2, content: SAYS.ship }));
      await node.answer({ fan: "passes", number: 1, content: SAYS.ship });
      open();
      await Promise.all(answers);
      expect(await threadOf(tables, "slowed")).toEqual(dialogue("ship", "pay", "ship"));
    });
  });

  it("loses and doubles nothing", async () => {
    await expectConservation(tables, 16);
  });
});
