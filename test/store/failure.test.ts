import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { failureOf } from "../../src/store/hot/failure.ts";
import { openSession } from "../../src/store/hot/session.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { openTables, type Tables } from "../support/tables.ts";

let database: TestDatabase;
let tables: Tables;
let session: Awaited<ReturnType<typeof openSession>>;

beforeAll(async () => {
  database = await testDatabase();
  tables = await openTables(database.url);
  session = await openSession(database.url);
});

afterAll(async () => {
  await session.end();
  await tables.close();
  await database.drop();
});

const failing = async (sql: string) => failureOf(await session.query(sql).catch((error: unknown) => error));

const SETTING =
  "INSERT INTO setting (scope, key, value, updated_at, updated_by) VALUES ('all', 'k', '1', now(), 'x')";

describe("failureOf", () => {
  it("sees a race in a guard that did not hold and in a key that is there already", async () => {
    expect(await failing("SELECT must(false, 'conversation')")).toBe("raced");
    expect(await failing(`${SETTING}, ('all', 'k', '2', now(), 'x')`)).toBe("raced");
  });

  it("sees a row that somebody else holds, after 50 ms", async () => {
    await tables.rows(SETTING);
    await tables.rows("BEGIN");
    await tables.rows("SELECT 1 FROM setting FOR UPDATE");
    expect(await failing("UPDATE setting SET value = '2'")).toBe("locked");
    await tables.rows("ROLLBACK");
  });

  it.each([
    ["text that jsonb refuses", `SELECT '"\\u0000"'::jsonb->>0`],
    ["a check that does not hold", SETTING.replace("'k', '1', now()", "'l', '1', NULL")],
    [
      "a month without a partition",
      "INSERT INTO event VALUES ('contact', gen_random_uuid(), 1, '1999-01-01', 'fan', 'x', '{}')",
    ],
    ["a number out of range", "SELECT 2147483647 + 1"],
  ])("sees poison in %s", async (_, sql) => {
    expect(await failing(sql)).toBe("poison");
  });

  it("sees poison in an error of our own", () => {
    expect(failureOf(new TypeError("x is undefined"))).toBe("poison");
    expect(failureOf("thrown text")).toBe("poison");
  });

  it("sees that the database is away where the session was ended, and where it is used afterwards", async () => {
    const lost = await openSession(database.url);
    expect(
      failureOf(await lost.query("SELECT pg_terminate_backend(pg_backend_pid())").catch((error) => error)),
    ).toBe("unreachable");
    expect(failureOf(await lost.query("SELECT 1").catch((error: unknown) => error))).toBe("unreachable");
    await lost.end().catch(() => undefined);
    expect(failureOf(await lost.query("SELECT 1").catch((error: unknown) => error))).toBe("unreachable");
  });

  it.each([
    ["nobody listens", "postgresql://postgres@127.0.0.1:1/x"],
    ["there is no such socket", "postgresql://postgres@localhost/x?host=%2Fnowhere"],
  ])("sees that the database is away where %s", async (_, url) => {
    expect(failureOf(await openSession(url).catch((error: unknown) => error))).toBe("unreachable");
  });
});
