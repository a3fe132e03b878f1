import { afterAll, beforeAll, expect, it } from "@jest/globals";

import { buildMatcher } from "../../../src/core/answer/matcher.ts";
import { createChannel } from "../../../src/flow/channel.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";
import { type Node, openNode } from "../../support/node.ts";
import { ANSWERS, openShop, SAYS } from "../../support/shop.ts";
import { openTables, type Tables, threadOf } from "../../support/tables.ts";

let database: TestDatabase;
let tables: Tables;
let node: Node;

beforeAll(async () => {
  database = await testDatabase();
  tables = await openTables(database.url);
  const { account, adapter, entries, desk } = await openShop(database.url);
  const greeting = entries.map((entry) =>
    entry.key === "pay"
      ? ({
          ...entry,
          answer: { kind: "text", text: "{{nick}}，请在订单页申请。" },
          wordForWord: true,
        } as const)
      : entry,
  );
  const channel = createChannel(account, adapter, buildMatcher(greeting), desk.settings);
  node = await openNode({ url: database.url, channel, lanes: 1, clock: Date.now });
});
afterAll(async () => {
  await node.close();
  await tables.close();
  await database.drop();
});

it("tells a fan by her name what is to be filled in, and keeps the words that she read", async () => {
  await node.answer({ fan: "f1", number: 1, content: SAYS.pay });
  await tables.rows("UPDATE identity SET name = '小美' WHERE external_id = 'f1'");
  await node.answer({ fan: "f1", number: 2, content: SAYS.ship });
  await node.answer({ fan: "f1", number: 3, content: SAYS.pay });
  expect(await threadOf(tables, "f1")).toEqual([
    `fan: ${SAYS.pay}`,
    "bot: 请在订单页申请。",
    `fan: ${SAYS.ship}`,
    `bot: ${ANSWERS.ship}`,
    `fan: ${SAYS.pay}`,
    "bot: 小美，请在订单页申请。",
  ]);
  // What was published is stored once, and named; what was filled in is hers.
  expect(
    await tables.rows("SELECT content IS NULL AS named FROM message WHERE author = 'bot' ORDER BY seq"),
  ).toEqual([{ named: false }, { named: true }, { named: false }]);
});
