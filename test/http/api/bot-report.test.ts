import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

import type { Channel } from "../../../src/flow/channel.ts";
import { knowledgeRoutes } from "../../../src/http/routes/knowledge/knowledge.ts";
import { type ApiNode, type Browser, browser, openApiNode, signedIn } from "../../support/api.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";
import { refusalOf } from "../../support/desk.ts";
import { learn } from "../../support/learn.ts";
import { type Node, openNode } from "../../support/node.ts";
import { openShop, SAYS } from "../../support/shop.ts";
import { openTables, type Tables } from "../../support/tables.ts";

let database: TestDatabase;
let tables: Tables;
let channel: Channel;
let node: Node;
let api: ApiNode;
let supervisor: Browser;
let agent: Browser;
let sent = 0;

beforeAll(async () => {
  database = await testDatabase();
  tables = await openTables(database.url);
  channel = await openShop(database.url);
  node = await openNode({ url: database.url, channel, lanes: 1 });
  const routes = knowledgeRoutes((id) => (id === channel.account.id ? channel : undefined), learn);
  api = await openApiNode({ url: database.url, clock: Date.now, routes });
  supervisor = browser(api, (await signedIn(tables, [{ role: "supervisor", queues: "all" }])).cookie);
  agent = browser(api, (await signedIn(tables, [{ role: "agent", queues: "all" }])).cookie);
});
afterAll(async () => {
  await api.close();
  await node.close();
  await tables.close();
  await database.drop();
});

const say = (fan: string, text: string) => node.answer({ fan, number: (sent += 1), content: text });
const path = () => `/knowledge/report?accountId=${channel.account.id}`;
const read = async () => (await supervisor("GET", path())).body as Record<string, object>;

describe("the bot's report", () => {
  it("is empty where nobody has asked anything", async () => {
    expect(await read()).toMatchObject({
      days: [],
      entries: [],
      messages: { answered: 0, clarified: 0, missed: 0, wrong: 0 },
      people: { wished: 0, reached: 0, medianMs: null, p90Ms: null },
    });
  });

  it("tells what was answered, what of it was wrong, what was kept and what went to people", async () => {
    await say("kept", SAYS.ship);
    await say("let down", SAYS.ship);
    await say("let down", SAYS.person);
    await say("lost", SAYS.nonsense);
    await say("paid", SAYS.pay);
    await tables.rows(
      `UPDATE contact SET state = 'closed', ended_at = now() FROM conversation c JOIN identity i ON i.id = c.identity_id
       WHERE c.id = contact.conversation_id AND i.external_id IN ('kept', 'lost')`,
    );
    const ship = channel.entries.find(({ key }) => key === "ship");
    const report = await read();
    expect(report).toMatchObject({
      days: [{ contacts: 4, contained: 1, handedOver: 1, unanswered: 1, open: 1 }],
      messages: { answered: 3, missed: 1, wrong: 1 },
      people: { wished: 1, reached: 0, medianMs: null },
    });
    expect(report["entries"]).toMatchObject([
      { id: ship?.id, title: ship?.title, answered: 2, wrong: 1 },
      {},
    ]);
  });

  it("is for who reads reports, of an account that there is", async () => {
    expect(refusalOf(await agent("GET", path())).code).toBe("forbidden");
    const gone = `/knowledge/report?accountId=00000000-0000-7000-8000-000000000000`;
    expect(refusalOf(await supervisor("GET", gone)).code).toBe("account_gone");
  });
});
