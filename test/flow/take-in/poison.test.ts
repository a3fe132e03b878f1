import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import type { Channel } from "../../../src/flow/channel.ts";
import { expectConservation } from "../../support/conservation.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";
import { type Node, openNode } from "../../support/node.ts";
import { ANSWERS, openShop, SAYS } from "../../support/shop.ts";
import { openTables, type Tables, threadOf } from "../../support/tables.ts";

const POISON = "毒药";
const CURSED = "诅咒";

let database: TestDatabase;
let tables: Tables;
let channel: Channel;
let node: Node;

beforeAll(async () => {
  database = await testDatabase();
  tables = await openTables(database.url);
  await tables.rows(`
    CREATE FUNCTION choke() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF NEW.content->>'text' LIKE '%${POISON}%' THEN RAISE EXCEPTION 'choked' USING ERRCODE = '22000'; END IF;
      RETURN NEW;
    END $$`);
  await tables.rows("CREATE TRIGGER choke BEFORE INSERT ON message FOR EACH ROW EXECUTE FUNCTION choke()");
  channel = await openShop(database.url);
});

beforeEach(async () => {
  const { desk } = channel;
  node ??= await openNode({
    url: database.url,
    channel,
    lanes: 1,
    desk: {
      ...desk,
      decide(heard, memory) {
        if (heard.text.includes(CURSED)) throw new Error("cannot decide");
        return desk.decide(heard, memory);
      },
    },
  });
});

afterAll(async () => {
  await node.close();
  await tables.close();
  await database.drop();
});

const letItBeTried = () =>
  tables.rows("UPDATE inbox SET lease_until = now() - interval '1 second' WHERE state = 'stored'");

const storedTexts = async (): Promise<string[]> => {
  const rows = await tables.rows<{ raw: string }>(
    "SELECT raw FROM inbox WHERE state = 'stored' ORDER BY stored_order",
  );
  return rows.map(({ raw }) => (JSON.parse(raw) as { content: { text: string } }).content.text);
};

describe.each([
  ["the database refuses", POISON, "poison"],
  ["cannot be decided on", CURSED, "undecided"],
])("a message that %s", (_, word, why) => {
  const sick = `sick ${why}`;
  const healthy = Array.from({ length: 12 }, (_, index) => `${why} healthy ${index}`);

  it("is stored alone; everybody else in its batch is answered", async () => {
    const answers = await Promise.all([
      ...healthy.slice(0, 6).map((fan) => node.answer({ fan, number: 1, content: SAYS.ship })),
      node.answer({ fan: sick, number: 1, content: SAYS.ship }),
      node.answer({ fan: sick, number: 2, content: word }),
      node.answer({ fan: sick, number: 3, content: `${SAYS.pay}` }),
      ...healthy.slice(6).map((fan) => node.answer({ fan, number: 1, content: SAYS.pay })),
    ]);
    const silent = answers.flatMap(({ kind }, index) => (kind === "silent" ? [index] : []));
    // The sick one, and the one that has to stay behind it.
    expect(silent).toEqual([7, 8]);
    expect(await storedTexts()).toEqual([word, SAYS.pay]);
    expect(node.record.stored.slice(-2).map((one) => one.why)).toEqual([why, "behind"]);
    for (const fan of healthy) expect(await threadOf(tables, fan)).toHaveLength(2);
    expect(await threadOf(tables, sick)).toEqual([`fan: ${SAYS.ship}`, `bot: ${ANSWERS.ship}`]);
  });

  it("keeps the fan's later messages behind it", async () => {
    expect((await node.answer({ fan: sick, number: 4, content: SAYS.ship })).kind).toBe("silent");
    expect(await storedTexts()).toEqual([word, SAYS.pay, SAYS.ship]);
  });

  it("answers its redelivery with the same silence, and stays one", async () => {
    expect((await node.answer({ fan: sick, number: 2, content: word })).kind).toBe("silent");
    expect(await storedTexts()).toEqual([word, SAYS.pay, SAYS.ship]);
  });

  it("is tried five times, each after a longer pause", async () => {
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      expect(await node.slowRound()).toBe(1);
      expect(await node.slowRound()).toBe(0);
      const [row] = await tables.rows<{ attempts: number; pause: number }>(
        `SELECT attempts, extract(epoch FROM lease_until - now())::float AS pause FROM inbox
         WHERE state = 'stored' AND attempts > 0`,
      );
      expect(row?.attempts).toBe(attempt);
      expect(row?.pause).toBeGreaterThan(2 ** attempt - 1);
      expect(row?.pause).toBeLessThanOrEqual(2 ** attempt);
      await letItBeTried();
    }
    expect(await storedTexts()).toEqual([word, SAYS.pay, SAYS.ship]);
  });

  it("is dead then: the contact waits for a person, and what stood behind follows in order", async () => {
    expect(await node.slowRound()).toBe(1);
    const dead = await tables.rows("SELECT rule FROM inbox WHERE state = 'dead' AND raw LIKE $1", [
      `%${word}%`,
    ]);
    expect(dead).toEqual([{ rule: "attempts_used_up" }]);
    while ((await node.slowRound()) > 0);
    expect(await threadOf(tables, sick)).toEqual([
      `fan: ${SAYS.ship}`,
      `bot: ${ANSWERS.ship}`,
      "fan: ",
      `fan: ${SAYS.pay}`,
      `fan: ${SAYS.ship}`,
    ]);
    const contacts = await tables.rows(
      `SELECT k.state, k.queue_reason FROM contact k JOIN conversation c ON c.id = k.conversation_id
       JOIN identity i ON i.id = c.identity_id WHERE i.external_id = $1`,
      [sick],
    );
    expect(contacts).toEqual([{ state: "queued", queue_reason: "message_dead" }]);
  });

  it("lets the fan be heard at once again afterwards", async () => {
    await node.answer({ fan: sick, number: 5, content: SAYS.ship });
    expect(await storedTexts()).toEqual([]);
    expect((await threadOf(tables, sick)).at(-1)).toBe(`fan: ${SAYS.ship}`);
  });
});

describe("what a build cannot read any more", () => {
  it("is a dead letter at once", async () => {
    const { id } = channel.account;
    await tables.rows(
      `INSERT INTO inbox (key, account_id, at, state, rule, raw, sender, stored_order)
       VALUES (gen_random_uuid(), $1, now(), 'stored', 'overload', 'no JSON', 'unreadable', 1)`,
      [id],
    );
    expect(await node.slowRound()).toBe(1);
    expect(await tables.rows("SELECT state, rule FROM inbox WHERE raw = 'no JSON'")).toEqual([
      { state: "dead", rule: "attempts_used_up" },
    ]);
    expect(await threadOf(tables, "unreadable")).toHaveLength(1);
  });
});

it("conserves every message through all this", async () => {
  await expectConservation(tables, 2 * (12 + 5) + 1);
  expect(node.record.troubles).toEqual([]);
});
