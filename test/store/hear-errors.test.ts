import { afterAll, beforeAll, expect, it } from "@jest/globals";
import type pg from "pg";

import { openPool } from "../../src/store/action/pool.ts";
import { createDataSource } from "../../src/store/data-source.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";

let database: TestDatabase;
beforeAll(async () => (database = await testDatabase()));
afterAll(() => database?.drop());

/** What breaks before the borrower's next tick ends the process where nobody listens. */
const isHeard = (client: pg.ClientBase): boolean => client.listenerCount("error") > 0;

it.each(["act", "read"] as const)("hears an error of a connection that was just lent (%s)", async (kind) => {
  const pool = openPool(database.url, kind);
  const client = await pool.connect();
  try {
    expect(isHeard(client)).toBe(true);
  } finally {
    client.release();
    await pool.end();
  }
});

it("hears an error of a connection that was just lent (what people edit)", async () => {
  const source = await createDataSource(database.url).initialize();
  const { master } = source.driver as unknown as { readonly master: pg.Pool };
  // The one of the start lies idle: so the second is new.
  const [idle, made] = [await master.connect(), await master.connect()];
  try {
    expect(isHeard(made)).toBe(true);
  } finally {
    idle.release();
    made.release();
    await source.destroy();
  }
});
