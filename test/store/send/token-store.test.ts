import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { createTokenKeeper } from "seatbridge/kit";
import { createConnection } from "../../../src/store/hot/connection.ts";
import { inTurns } from "../../../src/store/hot/turns.ts";
import { tokenStore } from "../../../src/store/send/token-store.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";
import { openTables, type Tables } from "../../support/tables.ts";

const LEASE_MS = 15_000;
const at = Date.UTC(2026, 10, 20);
const token = { value: "secret", expiresAt: at + 7_200_000, refreshedAt: at };

let database: TestDatabase;
let tables: Tables;
let connect: ReturnType<typeof createConnection>;
let accountId: string;

beforeAll(async () => {
  database = await testDatabase();
  tables = await openTables(database.url);
  connect = createConnection(database.url);
});

afterAll(async () => {
  await (await connect()).end();
  await tables.close();
  await database.drop();
});

beforeEach(async () => {
  accountId = await tables.value(
    `INSERT INTO account (id, platform, name, simulated, config, created_at)
     VALUES (gen_random_uuid(), 'test', gen_random_uuid()::text, true, '{}', now()) RETURNING id::text`,
  );
});

const store = () => tokenStore(inTurns(connect), accountId);
const leaseOver = () =>
  tables.rows("UPDATE platform_token SET lease_until = now() - interval '1 ms' WHERE lease_id IS NOT NULL");

async function claim(version: number) {
  const lease = await store().claim(version, LEASE_MS);
  if (lease === undefined) throw new Error("nothing was claimed");
  return lease;
}

describe("the store of an account's token", () => {
  it("has nothing at first", async () => {
    expect(await store().read()).toEqual({ version: 0 });
  });

  it("gives back what was kept, and when it was forced", async () => {
    expect(await store().settle(await claim(0), { kind: "token", token, forced: true })).toBe(true);
    expect(await store().read()).toEqual({ version: 1, token, forcedAt: at });
    const next = { ...token, value: "next", refreshedAt: at + 1 };
    expect(await store().settle(await claim(1), { kind: "token", token: next, forced: false })).toBe(true);
    expect(await store().read()).toEqual({ version: 2, token: next, forcedAt: at });
  });

  it("keeps a token beside the trouble of getting another, and forgets the trouble with it", async () => {
    await store().settle(await claim(0), { kind: "token", token, forced: false });
    const trouble = { code: "40164", until: at + 60_000 };
    await store().settle(await claim(1), { kind: "trouble", ...trouble });
    expect(await store().read()).toEqual({ version: 1, token, trouble });
    await store().settle(await claim(1), { kind: "token", token, forced: false });
    expect(await store().read()).toEqual({ version: 2, token });
  });

  it("gives its lease to one of many", async () => {
    const claims = await Promise.all(Array.from({ length: 8 }, () => store().claim(0, LEASE_MS)));
    expect(claims.filter((lease) => lease !== undefined)).toHaveLength(1);
  });

  it("gives no lease for a version that is not the newest", async () => {
    await store().settle(await claim(0), { kind: "token", token, forced: false });
    expect(await store().claim(0, LEASE_MS)).toBeUndefined();
    expect(await store().claim(1, LEASE_MS)).toBeDefined();
  });

  it("takes nothing from a lease that is over or another's by now", async () => {
    const dead = await claim(0);
    await leaseOver();
    expect(await store().settle(dead, { kind: "token", token, forced: false })).toBe(false);
    const alive = await claim(0);
    expect(await store().settle(dead, { kind: "trouble", code: "x", until: at })).toBe(false);
    expect(await store().settle(alive, { kind: "token", token, forced: false })).toBe(true);
    expect(await store().settle(alive, { kind: "token", token, forced: false })).toBe(false);
    expect(await store().read()).toEqual({ version: 1, token });
  });

  it("lets the keepers of two nodes ask the platform once between them", async () => {
    let asked = 0;
    const keeper = () =>
      createTokenKeeper({
        store: store(),
        clock: Date.now,
        wait: () => new Promise((resolve) => setImmediate(resolve)),
        ask: async () => ({ kind: "token", value: `token ${(asked += 1)}`, expiresInMs: 7_200_000 }),
      });
    const answers = await Promise.all([keeper().get(), keeper().get(), keeper().get()]);
    expect(answers).toEqual(
      Array(3).fill({
        kind: "token",
        token: { value: "token 1", version: 1, expiresAt: expect.any(Number) },
      }),
    );
    expect(asked).toBe(1);
  });
});
