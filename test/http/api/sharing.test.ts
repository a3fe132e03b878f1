import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

import { budgets, windows } from "../../../adapters/platform/wechat-oa/deliver/windows.ts";
import { spendingRoutes } from "../../../src/http/routes/spending.ts";
import { type ApiNode, type Browser, browser, openApiNode, signedIn } from "../../support/api.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";
import { bodyOf, refusalOf } from "../../support/desk.ts";
import { openShop } from "../../support/shop.ts";
import { openTables, type Tables } from "../../support/tables.ts";

let database: TestDatabase;
let tables: Tables;
let api: ApiNode;
let supervisor: Browser;
let agent: Browser;
let path: string;

beforeAll(async () => {
  database = await testDatabase();
  tables = await openTables(database.url);
  path = `/spending/accounts/${(await openShop(database.url)).account.id}/rules`;
  const routes = spendingRoutes(
    () => undefined,
    () => ({ windows, budgets }),
  );
  api = await openApiNode({ url: database.url, routes });
  supervisor = browser(api, (await signedIn(tables, [{ role: "supervisor", queues: "all" }])).cookie);
  agent = browser(api, (await signedIn(tables, [{ role: "agent", queues: "all" }])).cookie);
});
afterAll(async () => {
  await api.close();
  await tables.close();
  await database.drop();
});

const USUAL = {
  keptForPeople: 2,
  noticesMax: 1,
  sendsMax: 0,
  templatesMax: 0,
  subscriptionsMax: 0,
  noticesUntil: 60,
  answersUntil: 85,
  warnFrom: 80,
};
const keep = (rules: object) => supervisor("PUT", path, { ...USUAL, ...rules });
const read = async () => bodyOf<{ rules: object }>(await supervisor("GET", path)).rules;

describe("how what a platform takes is shared out", () => {
  it("is told with what the platform allows, and what is usual", async () => {
    expect(bodyOf(await supervisor("GET", path))).toEqual({
      rules: USUAL,
      usual: USUAL,
      places: 5,
      budgets: [
        { kind: "words", per: "day", sends: 500_000, used: 0 },
        { kind: "template", per: "day", sends: 100_000, used: 0 },
        { kind: "subscription", per: "day", sends: 500_000, used: 0 },
      ],
    });
  });

  it("is an account's own once it is changed, above what holds for all; the audit tells what was changed", async () => {
    await tables.rows(
      `INSERT INTO setting (scope, key, value, updated_at, updated_by)
       VALUES ('all', 'ledger.noticesMax', '3', now(), 'test'), ('all', 'budget.warnFrom', '0.29', now(), 'test')`,
    );
    expect(await read()).toEqual({ ...USUAL, noticesMax: 3, warnFrom: 29 });
    bodyOf(await keep({ noticesMax: 0, warnFrom: 29, templatesMax: 1_000 }));
    expect(await read()).toEqual({ ...USUAL, noticesMax: 0, warnFrom: 29, templatesMax: 1_000 });
    expect(await tables.rows("SELECT data FROM audit WHERE action = 'spending.shared'")).toEqual([
      { data: { noticesMax: "3 → 0", templatesMax: "0 → 1000" } },
    ]);
  });

  it.each([
    ["notices that go further than late answers", { noticesUntil: 90 }, "sharing_crossed"],
    ["more than all of it", { answersUntil: 101 }, "input_invalid"],
    ["more than a number holds", { sendsMax: 2 ** 31 }, "input_invalid"],
    ["half a place", { keptForPeople: 1.5 }, "input_invalid"],
  ])("refuses %s", async (_, rules, code) => {
    expect(refusalOf(await keep(rules))).toMatchObject({ status: 400, code });
  });

  it("is seen and changed by supervisors, not by agents; an account that is gone has none", async () => {
    expect(refusalOf(await agent("GET", path)).code).toBe("forbidden");
    expect(refusalOf(await agent("PUT", path, USUAL)).code).toBe("forbidden");
    const gone = path.replace(/[0-9a-f]{12}\/rules/, "000000000000/rules");
    expect(refusalOf(await supervisor("GET", gone)).code).toBe("account_gone");
  });
});
