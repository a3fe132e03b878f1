import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { randomFillSync } from "node:crypto";
import { createIds } from "../../src/core/kernel/id.ts";
import { canBeChosen, inOrder, type Reason } from "../../src/core/reason/tree.ts";
import { ensurePractice } from "../../src/serve/practice/practice.ts";
import { createDataSource } from "../../src/store/data-source.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { openTables, type Tables } from "../support/tables.ts";

let database: TestDatabase;
let tables: Tables;

beforeAll(async () => {
  database = await testDatabase();
  tables = await openTables(database.url);
  await start();
});

/** What each start of the server does. */
async function start(): Promise<void> {
  const source = await createDataSource(database.url).initialize();
  const ids = createIds(Date.now, (bytes) => randomFillSync(bytes));
  await ensurePractice(source, { ids, clock: Date.now, secret: () => "secret" });
  await source.destroy();
}

afterAll(async () => {
  await tables.close();
  await database.drop();
});

describe("a practice house", () => {
  const accountsOf = (kind: string) =>
    tables.rows<{ name: string; queue_id: string; entries: string }>(
      `SELECT name, queue_id, (SELECT count(*) FROM faq_entry e WHERE e.account_id = a.id) AS entries
       FROM account a WHERE platform = $1`,
      [kind],
    );

  it("has an account on each platform, with the same knowledge and the same queue", async () => {
    const [[wechat], [weibo], [mini]] = await Promise.all([
      accountsOf("wechat-oa"),
      accountsOf("weibo"),
      accountsOf("wechat-mini"),
    ]);
    expect(wechat?.name).toBe("yuhe");
    expect(weibo).toEqual({ ...wechat, name: "yuhe-weibo" });
    expect(mini).toEqual({ ...wechat, name: "yuhe-mini" });
  });

  it("that is older than a platform gets an account there, once", async () => {
    const [weibo] = await accountsOf("weibo");
    // What is published is never deleted: so the account becomes one of a platform that nobody knows.
    await tables.rows("UPDATE account SET platform = 'other', name = 'other' WHERE platform = 'weibo'");
    await start();
    await start();
    expect(await accountsOf("weibo")).toEqual([weibo]);
  });

  it("leaves a house of real accounts alone, and a name that somebody has", async () => {
    await tables.rows("UPDATE account SET simulated = false WHERE platform = 'weibo'");
    await start();
    expect(await accountsOf("weibo")).toHaveLength(1);
    await tables.rows("UPDATE account SET simulated = false, name = 'real ' || name");
    await start();
    expect(await tables.rows("SELECT 1 FROM account")).toHaveLength(4);
  });
});

describe("a practice account's desk", () => {
  it("has a tree of reasons, each a leaf that can be chosen or a branch", async () => {
    const reasons = await tables.rows<Reason>(
      `SELECT id, parent_id AS "parentId", key, name, name_en AS "nameEn", position, active, version FROM reason`,
    );
    expect(inOrder(reasons)).toHaveLength(reasons.length);
    expect(reasons.filter(({ id }) => canBeChosen(reasons, id)).length).toBeGreaterThanOrEqual(20);
    expect(inOrder(reasons)[0]?.name).toBe("售前");
    expect(inOrder(reasons).at(-1)?.name).toBe("其他");
    expect(reasons.every(({ nameEn }) => nameEn !== null)).toBe(true);
  });

  it("has canned replies that are found by how they are read", async () => {
    const canned = await tables.rows<{ code: string; initials: string; body: string }>(
      "SELECT code, initials, body FROM canned ORDER BY position",
    );
    expect(canned).toHaveLength(15);
    expect(canned.find(({ code }) => code === "tk")?.initials).toBe("tklc");
    expect(canned.some(({ body }) => body.includes("{{订单号}}"))).toBe(true);
  });
});
