import { randomUUID } from "node:crypto";

import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";

import type { Exchange } from "../../../src/flow/relay/ports.ts";
import { relayRoutes } from "../../../src/http/relay/routes.ts";
import { allRoutes } from "../../../src/http/routes/all.ts";
import { createConnection } from "../../../src/store/hot/connection.ts";
import { inTurns } from "../../../src/store/hot/turns.ts";
import { exchangeStore } from "../../../src/store/relay/exchanges.ts";
import { type ApiNode, browser, type Browser, openApiNode, signedIn } from "../../support/api.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";
import { erase, tablesWith } from "../../support/privacy.ts";
import { openTables, type Tables } from "../../support/tables.ts";

const FAN = "o_beside";
const THEIRS = "原系统说的机密";

let database: TestDatabase;
let tables: Tables;
let api: ApiNode;
let supervisor: Browser;
let connect: ReturnType<typeof createConnection>;
let account = "";

beforeAll(async () => {
  database = await testDatabase();
  tables = await openTables(database.url);
  connect = createConnection(database.url);
  api = await openApiNode({ url: database.url, routes: [...allRoutes, ...relayRoutes(() => [])] });
  const { cookie } = await signedIn(tables, [
    { role: "admin", queues: "all" },
    { role: "supervisor", queues: "all" },
  ]);
  supervisor = browser(api, cookie);
});

afterAll(async () => {
  expect(api.bugs).toEqual([]);
  await api.close();
  await (await connect()).end();
  await tables.close();
  await database.drop();
});

beforeEach(async () => {
  account = randomUUID();
  await tables.rows(
    "INSERT INTO account (id, platform, name, simulated, config, created_at) VALUES ($1, 'wechat-oa', $2, false, '{}', now())",
    [account, account],
  );
});

/** What was said on both sides at that time of China's clocks. */
async function said(at: string, comparison: Exchange["comparison"], fan = FAN): Promise<void> {
  const exchange: Exchange = {
    key: randomUUID(),
    accountId: account,
    fan,
    at: Date.parse(`${at}+08:00`),
    answerer: "theirs",
    why: "mode",
    ours: { kind: "text", text: "我们会说的" },
    oursRule: "answered",
    theirs: {
      kind: "answered",
      status: 200,
      contentType: "text/xml",
      body: Buffer.from(`<xml><ToUserName>${fan}</ToUserName></xml>`),
      tookMs: 3,
    },
    theirsWords: THEIRS,
    comparison,
  };
  await exchangeStore(inTurns(connect)).keep([exchange]);
}

const PERIOD = "from=2026-11-20T00:00:00.000Z&until=2026-11-27T00:00:00.000Z";
const counts = async (period = PERIOD) =>
  (await supervisor("GET", `/accounts/${account}/relay/counts?${period}`)).body;
const report = async (more: string) =>
  (await supervisor("GET", `/accounts/${account}/relay/report?${more}`)).body as {
    items: { at: string }[];
    next: string | null;
  };

describe("the shadow report", () => {
  it("counts by the days of the house, and a day can be read alone", async () => {
    await said("2026-11-24T23:59:59", "same");
    await said("2026-11-25T00:00:00", "different");
    await said("2026-11-25T12:00:00", "same");
    await said("2026-11-25T23:59:59", "same");
    expect(await counts()).toEqual({
      counts: [
        { comparison: "same", count: 3 },
        { comparison: "different", count: 1 },
      ],
      days: [
        {
          from: "2026-11-24T16:00:00.000Z",
          until: "2026-11-25T16:00:00.000Z",
          counts: [
            { comparison: "same", count: 2 },
            { comparison: "different", count: 1 },
          ],
        },
        {
          from: "2026-11-23T16:00:00.000Z",
          until: "2026-11-24T16:00:00.000Z",
          counts: [{ comparison: "same", count: 1 }],
        },
      ],
    });
    const { items } = await report("from=2026-11-24T16:00:00.000Z&until=2026-11-25T16:00:00.000Z");
    expect(items.map(({ at }) => at)).toEqual([
      "2026-11-25T15:59:59.000Z",
      "2026-11-25T04:00:00.000Z",
      "2026-11-24T16:00:00.000Z",
    ]);
  });

  it("goes on page by page, each exchange once", async () => {
    for (const hour of ["01", "02", "03"]) await said(`2026-11-25T${hour}:00:00`, "same");
    const seen: string[] = [];
    let after: string | null = "";
    while (after !== null) {
      const page = await report(
        `${PERIOD}&limit=1${after === "" ? "" : `&after=${encodeURIComponent(after)}`}`,
      );
      seen.push(...page.items.map(({ at }) => at));
      after = page.next;
    }
    expect(seen).toEqual([
      "2026-11-24T19:00:00.000Z",
      "2026-11-24T18:00:00.000Z",
      "2026-11-24T17:00:00.000Z",
    ]);
  });

  it("is erased with its fan, without a row of hers in the inbox, and of nobody else", async () => {
    await said("2026-11-25T01:00:00", "same");
    await said("2026-11-25T02:00:00", "same", "o_other");
    await erase(tables, FAN);
    expect(await tablesWith(tables, FAN)).toEqual([]);
    expect(await tables.rows("SELECT fan FROM relay_exchange WHERE account_id = $1", [account])).toEqual([
      { fan: "o_other" },
    ]);
  });
});
