import { randomUUID } from "node:crypto";

import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";

import { HOUR, SECOND } from "../../../src/core/kernel/instant.ts";
import { createTypingSigns, type TypingTo } from "../../../src/flow/desk/typing.ts";
import { createConnection } from "../../../src/store/hot/connection.ts";
import { hasPlace, writtenTo } from "../../../src/store/desk/typing.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";
import { openThread } from "../../support/outbox.ts";
import { openShop } from "../../support/shop.ts";
import { openTables, type Tables } from "../../support/tables.ts";

describe("the sign that an agent writes", () => {
  let now = 0;
  let shown: string[] = [];
  let asked = 0;
  let platform: () => Promise<unknown> = () => Promise.resolve();
  const to: TypingTo = async (_staff, conversation) => {
    asked += 1;
    if (conversation === "closed") return undefined;
    const show = (fan: string) => {
      shown.push(fan);
      return platform();
    };
    return { externalId: `fan of ${conversation}`, typing: { lastsMs: 15 * SECOND, show } };
  };
  const errors: unknown[] = [];
  let signs: ReturnType<typeof createTypingSigns>;
  beforeEach(() => {
    [now, shown, asked] = [1_000_000, [], 0];
    platform = () => Promise.resolve();
    signs = createTypingSigns({ to, clock: () => now, onError: (error) => void errors.push(error) });
  });
  const write = (conversationId: string, doing: "typing" | "viewing" = "typing") =>
    signs({ staffId: "mei", conversationId, doing });

  it("goes to the fan while the agent writes, and not while she reads", async () => {
    await write("a", "viewing");
    expect(shown).toEqual([]);
    await write("a");
    expect(shown).toEqual(["fan of a"]);
  });

  it("is asked for again only when the last is about to go out", async () => {
    await write("a");
    now += 5 * SECOND;
    await write("a");
    expect(shown).toHaveLength(1);
    now += 5 * SECOND;
    await write("a");
    expect(shown).toHaveLength(2);
  });

  it("is not looked into for each letter where there is no place", async () => {
    for (let letter = 0; letter < 10; letter += 1) await write("closed");
    expect([asked, shown.length]).toEqual([1, 0]);
  });

  it("that fails is let be, and one that hangs takes no more than its share", async () => {
    platform = () => Promise.reject(new Error("45080"));
    await write("a");
    expect(errors).toHaveLength(1);
    platform = () => new Promise(() => undefined);
    for (let fan = 0; fan < 100; fan += 1) void write(`fan ${fan}`);
    await write("one more");
    expect(shown.length).toBeLessThanOrEqual(1 + 32);
  });
});

describe("who is shown it", () => {
  let database: TestDatabase;
  let tables: Tables;
  beforeAll(async () => {
    database = await testDatabase();
    tables = await openTables(database.url);
  });
  afterAll(async () => {
    await tables.close();
    await database.drop();
  });

  it("is a fan to whom a message would still find a place", async () => {
    const shop = await openShop(database.url);
    const fan = await openThread(tables, shop.account.id, "fan");
    const connect = createConnection(database.url);
    const client = await connect();
    const rules = [
      {
        since: 0,
        allowances: { message: { places: 1, forMs: HOUR }, menu: { places: 1, forMs: HOUR } },
      },
    ] as never;
    expect(await hasPlace(client, fan.id, rules, Date.now())).toBe(false);
    await fan.hear("hello");
    expect(await hasPlace(client, fan.id, rules, Date.now() + 1)).toBe(true);
    // Nobody's, yet.
    expect(await writtenTo(client, randomUUID(), fan.id)).toBeUndefined();
    await client.end();
  });
});
