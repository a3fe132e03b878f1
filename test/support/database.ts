import { randomBytes } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";

/** A database of its own for one test file, migrated to the newest schema. */
export interface TestDatabase {
  readonly url: string;
  readonly drop: () => Promise<void>;
}

const attemptsMax = 50;
const attemptEveryMs = 100;
/** SQLSTATE object_in_use: somebody else copies the template, or is just leaving it. */
const inUse = "55006";

/** Copies the migrated template that `npm test` made (about 0.1 s). */
export async function testDatabase(): Promise<TestDatabase> {
  const adminUrl = given("SEATBRIDGE_TEST_ADMIN_URL");
  const template = given("SEATBRIDGE_TEST_TEMPLATE");
  const name = `${given("SEATBRIDGE_TEST_PREFIX")}_${randomBytes(4).toString("hex")}`;
  await createFrom(adminUrl, template, name);

  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  const drop = () => run(adminUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  return { url: url.href, drop };
}

function given(variable: string): string {
  const value = process.env[variable];
  if (value !== undefined) return value;
  throw new Error("This test needs the database that npm test starts: npm test -- <path>");
}

async function createFrom(adminUrl: string, template: string, name: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run(adminUrl, `CREATE DATABASE ${name} TEMPLATE ${template}`);
    } catch (error) {
      if ((error as { code?: string }).code !== inUse || attempt >= attemptsMax) throw error;
      await delay(attemptEveryMs);
    }
  }
}

async function run(adminUrl: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
