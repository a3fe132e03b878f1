import { randomUUID } from "node:crypto";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

import type { AccountHealth, Health } from "../../src/http/health.ts";
import { type Browser, browser, signedIn } from "../support/api.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { callOf, knock } from "../support/knock.ts";
import { type Server, startServer } from "../support/server.ts";
import { openTables, type Tables } from "../support/tables.ts";

let database: TestDatabase;
let tables: Tables;
let servers: readonly Server[];
let admin: Browser;
let accountId: string;

const PUBLISHED = /* sql */ `
  WITH entry AS (
    INSERT INTO faq_entry (id, account_id, key, published_version, created_at)
    VALUES (gen_random_uuid(), $1, 'ship', 1, now()) RETURNING id)
  INSERT INTO faq_version (entry_id, version, title, phrasings, answer, created_at, created_by)
  SELECT id, 1, '什么时候发货', '{}', '{"kind": "text", "text": "四十八小时内。"}', now(), 'test' FROM entry`;

beforeAll(async () => {
  database = await testDatabase();
  servers = [
    await startServer({ databaseUrl: database.url }),
    await startServer({ databaseUrl: database.url }),
  ];
  tables = await openTables(database.url);
  admin = browser(one(), (await signedIn(tables, [{ role: "admin", queues: "all" }])).cookie);
  await tables.rows(
    `INSERT INTO setting (scope, key, value, updated_at, updated_by)
     VALUES ('all', 'hours.open', '"00:00"', now(), 'test'), ('all', 'hours.close', '"00:00"', now(), 'test')`,
  );
  const made = await admin("POST", "/accounts", {
    platform: "wechat-oa",
    name: "安静的账号",
    settings: { token: one().account.token },
    silenceMinutes: 30,
  });
  expect(made).toMatchObject({ status: 200, body: { silenceMinutes: 30, status: { silentSince: null } } });
  accountId = (made.body as { id: string }).id;
  await tables.rows(PUBLISHED, [accountId]);
}, 90_000);
afterAll(async () => {
  await tables.close();
  await Promise.all(servers.map((server) => server.stop()));
  await database.drop();
});

function one(): Server {
  const [server] = servers;
  if (server === undefined) throw new Error("none was started");
  return server;
}

/** Asks every node until it is so; each looks every few seconds. */
async function until(state: AccountHealth["state"]): Promise<readonly Health[]> {
  return Promise.all(
    servers.map(async ({ url }) => {
      for (;;) {
        const health = (await (await fetch(`${url}/health`)).json()) as Health;
        if (health.accounts.find(({ id }) => id === accountId)?.state === state) return health;
      }
    }),
  );
}
const shown = async () => {
  const { items } = (await admin("GET", "/accounts")).body as {
    items: { id: string; status: { silentSince: string | null } }[];
  };
  return items.find(({ id }) => id === accountId)?.status.silentSince;
};
const linesOf = (message: string) =>
  servers.flatMap(({ log }) => log.all().filter((line) => line["msg"] === message));
const gauge = async ({ url }: Server) =>
  (await (await fetch(`${url}/metrics`)).text())
    .match(/^seatbridge_account_silent\{account="(.*)"\} (.)$/m)
    ?.slice(1);

describe("an account to which nothing comes for longer than was set", () => {
  it("is silent on every node until the next message, which is told once each and fails no health", async () => {
    await until("ok");
    await tables.rows("UPDATE account SET created_at = now() - interval '31 minutes' WHERE id = $1", [
      accountId,
    ]);
    const silent = await until("silent");
    expect(silent.map(({ ok }) => ok)).toEqual([true, true]);
    const { created_at: createdAt } = (
      await tables.rows<{ created_at: Date }>("SELECT created_at FROM account WHERE id = $1", [accountId])
    )[0] ?? { created_at: new Date(0) };
    expect(await shown()).toBe(new Date(createdAt).toISOString());
    expect(await Promise.all(servers.map(gauge))).toEqual([
      [accountId, "1"],
      [accountId, "1"],
    ]);
    expect(linesOf("account silent")).toMatchObject([{ account: accountId, level: 40 }]);

    const { account, ...rest } = one();
    const called = { ...rest, account: { ...account, id: accountId } };
    const call = callOf(called, { from: `o${randomUUID()}`, action: { does: "write", text: "在吗" } });
    expect((await knock(called, call)).status).toBe(200);
    await until("ok");
    expect(await shown()).toBeNull();
    expect(linesOf("account heard again")).toMatchObject([{ account: accountId, level: 30 }]);
    expect(await Promise.all(servers.map(gauge))).toEqual([
      [accountId, "0"],
      [accountId, "0"],
    ]);
  }, 90_000);

  it("is not expected to say anything while it is off, nor where nobody wants to know", async () => {
    await tables.rows("UPDATE account SET silent_since = now(), silence_minutes = NULL WHERE id = $1", [
      accountId,
    ]);
    const off = await admin("POST", `/accounts/${accountId}/off`, { version: 1 });
    expect(off.body).toMatchObject({ state: "off", silenceMinutes: null, status: { silentSince: null } });
    const changed = await admin("PATCH", `/accounts/${accountId}`, { version: 2, silenceMinutes: 0 });
    expect(changed.body).toMatchObject({ silenceMinutes: 0 });
    expect((await admin("PATCH", `/accounts/${accountId}`, { version: 3, silenceMinutes: -1 })).status).toBe(
      400,
    );
  });
});
