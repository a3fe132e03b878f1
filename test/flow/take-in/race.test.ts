import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { Channel } from "../../../src/flow/channel.ts";
import type { HotStore } from "../../../src/flow/ports.ts";
import { stepContact } from "../../../src/store/contact/contact-step.ts";
import { openSession } from "../../../src/store/hot/session.ts";
import { inTransaction } from "../../../src/store/transaction.ts";
import { expectConservation } from "../../support/conservation.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";
import { type Node, type NodeOptions, openNode } from "../../support/node.ts";
import { arrive, openShop, SAYS } from "../../support/shop.ts";
import { openTables, type Tables, threadOf } from "../../support/tables.ts";

let database: TestDatabase;
let tables: Tables;
let channel: Channel;
let other: Node;
let sent = 0;

beforeAll(async () => {
  database = await testDatabase();
  tables = await openTables(database.url);
  channel = await openShop(database.url);
  other = await openNode({ url: database.url, channel });
});

afterAll(async () => {
  await other.close();
  await expectConservation(tables, sent);
  await tables.close();
  await database.drop();
});

async function withNode(options: Partial<NodeOptions>, work: (node: Node) => Promise<void>): Promise<void> {
  const node = await openNode({ url: database.url, channel, lanes: 1, ...options });
  try {
    await work(node);
  } finally {
    await node.close();
  }
}

const message = (fan: string, content: string) => ({ fan, number: (sent += 1), content });

/** Something happens after a batch has read and before it writes, each time. */
const between =
  (happens: () => Promise<unknown>) =>
  (store: HotStore): HotStore => ({
    ...store,
    write: (batch) => happens().then(() => store.write(batch)),
  });

describe("a batch that has read what is true no more", () => {
  it("numbers its message behind the one that another process took meanwhile", async () => {
    await other.answer(message("slower", SAYS.thanks));
    const wrap = between(() => other.answer(message("slower", "好的")));
    await withNode({ wrap }, async (node) => {
      await node.answer(message("slower", SAYS.thanks));
      // It loses once: the next time it holds the conversation before it reads.
      expect(node.record.failed).toEqual(["raced"]);
    });
    expect(await threadOf(tables, "slower")).toEqual([
      `fan: ${SAYS.thanks}`,
      "fan: 好的",
      `fan: ${SAYS.thanks}`,
    ]);
  });

  it("joins the thread of a new fan that another process began meanwhile", async () => {
    const wrap = between(() => other.answer(message("met", SAYS.ship)));
    await withNode({ wrap }, async (node) => {
      await node.answer(message("met", SAYS.pay));
      expect(node.record.failed).toEqual(["raced"]);
    });
    expect(await threadOf(tables, "met")).toHaveLength(4);
    expect(
      await tables.value(
        "SELECT count(*)::int FROM contact k JOIN conversation c ON c.id = k.conversation_id JOIN identity i ON i.id = c.identity_id WHERE i.external_id = 'met'",
      ),
    ).toBe(1);
  });

  it("says what another process said to the same message meanwhile", async () => {
    const same = message("same", SAYS.ship);
    const wrap = between(() => other.answer(same));
    await withNode({ wrap }, async (node) => {
      expect(await node.answer(same)).toMatchObject({ kind: "say", deliveries: 2 });
      expect(node.record.failed).toEqual(["raced"]);
    });
    expect(await threadOf(tables, "same")).toHaveLength(2);
  });

  it("is silent where the contact was given to a person meanwhile", async () => {
    await other.answer(message("given", SAYS.ship));
    const session = await openSession(database.url);
    const wrap = between(async () => {
      const conversation = await tables.value<string>(
        "SELECT c.id FROM conversation c JOIN identity i ON i.id = c.identity_id WHERE i.external_id = 'given'",
      );
      await inTransaction(session, () =>
        stepContact(session, conversation, Date.now(), () => [
          { code: "queued", reason: "answer_undelivered" },
        ]),
      );
    });
    await withNode({ wrap }, async (node) => {
      expect(await node.answer(message("given", SAYS.pay))).toEqual({ kind: "silent" });
      expect(node.record.failed).toEqual(["raced"]);
    });
    await session.end();
    expect((await threadOf(tables, "given")).slice(2)).toEqual([`fan: ${SAYS.pay}`]);
  });

  it("waits behind a message that another process had to store meanwhile", async () => {
    await other.answer(message("behind", SAYS.ship));
    const crowded = await openNode({ url: database.url, channel, lanes: 1, asideLockMs: 20, laneLockMs: 20 });
    const wrap = between(async () => {
      await tables.rows("BEGIN");
      await tables.rows("SELECT 1 FROM conversation FOR UPDATE");
      await crowded.answer(message("behind", SAYS.pay));
      await tables.rows("COMMIT");
    });
    await withNode({ wrap }, async (node) => {
      // Neither is wrong: nobody can say which of the two came first. Both are taken in.
      await node.answer(message("behind", SAYS.ship));
      while ((await node.slowRound()) > 0);
    });
    await crowded.close();
    expect(await threadOf(tables, "behind")).toHaveLength(6);
  });
});

describe("two processes with the same fans in another order", () => {
  const fans = Array.from({ length: 40 }, (_, index) => `crossed ${index}`);
  const [middle = ""] = fans.slice(20);

  /** Both come to a row in the middle that is held until they have taken what they can without it. */
  async function cross(
    held: string,
    values: unknown[],
    texts: (fan: string) => ReturnType<typeof message>[],
  ) {
    const nodes = await Promise.all(
      [1, 2].map(() => openNode({ url: database.url, channel, lanes: 1, laneLockMs: 8_000 })),
    );
    const forth = fans.map(texts);
    const sides = [forth.map(([first]) => first), forth.toReversed().map((both) => both.at(-1))];
    await tables.rows("BEGIN");
    await tables.rows(held, values);
    const answers = nodes.flatMap((node, index) =>
      (sides[index] ?? []).flatMap((text) => (text === undefined ? [] : [node.answer(text)])),
    );
    while ((await tables.value<number>(WAITING)) < nodes.length);
    await tables.rows("ROLLBACK");
    await Promise.all(answers);
    await Promise.all(nodes.map((node) => node.close()));
    return nodes.flatMap((node) => node.record.codes);
  }

  const WAITING = `SELECT count(*)::int FROM pg_stat_activity WHERE datname = current_database()
    AND application_name = 'seatbridge lane' AND wait_event_type = 'Lock'`;
  const DEADLOCK = "40P01";

  it("do not wait for each other in a circle over new fans", async () => {
    const held = `INSERT INTO identity (id, account_id, external_id, created_at) VALUES (gen_random_uuid(), $1, $2, now())`;
    const texts = (fan: string) => [message(fan, SAYS.ship), message(fan, SAYS.pay)];
    expect(await cross(held, [channel.account.id, middle], texts)).not.toContain(DEADLOCK);
  });

  it("do not wait for each other in a circle over known fans", async () => {
    const held = `SELECT 1 FROM conversation WHERE identity_id = (SELECT id FROM identity WHERE external_id = $1) FOR UPDATE`;
    const texts = (fan: string) => [message(fan, SAYS.ship), message(fan, SAYS.pay)];
    expect(await cross(held, [middle], texts)).not.toContain(DEADLOCK);
  });

  it("do not wait for each other in a circle over the same messages", async () => {
    const held = `INSERT INTO inbox (key, account_id, at, state, rule, raw) VALUES ($1, $2, now(), 'ignored', 'r', '')`;
    const same = new Map(fans.map((fan) => [fan, message(`stranger ${fan}`, SAYS.ship)]));
    const text = same.get(middle);
    const key = text && arrive(channel, text, 0).key;
    const texts = (fan: string) => [same.get(fan)].flatMap((one) => one ?? []);
    expect(await cross(held, [key, channel.account.id], texts)).not.toContain(DEADLOCK);
  });
});
