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

/** Copies the migrated template that `npm test` made (some 0.05 s in memory). */
export async function testDatabase(): Promise<TestDatabase> {
  const adminUrl = given("SEATBRIDGE_TEST_ADMIN_URL");
  const template = given("SEATBRIDGE_TEST_TEMPLATE");
  const name = `${given("SEATBRIDGE_TEST_PREFIX")}_${randomBytes(4).toString("hex")}`;
  await asAdmin(adminUrl, (admin) => copy(admin, template, name));

  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  const drop = () =>
    asAdmin(adminUrl, (admin) => admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
  return { url: url.href, drop };
}

function given(variable: string): string {
  const value = process.env[variable];
  if (value !== undefined) return value;
  throw new Error("This test needs the database that npm test starts: npm test -- <path>");
}

async function copy(admin: pg.Client, template: string, name: string): Promise<void> {
  // File by file takes a third of the time, unless the server waits for its disk twice.
  const { rows } = await admin.query<{ fsync: string }>("SHOW fsync");
  const strategy = rows[0]?.fsync === "off" ? "file_copy" : "wal_log";
  for (let attempt = 1; ; attempt += 1) {
    try {
      await admin.query(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY ${strategy}`);
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== inUse || attempt >= attemptsMax) throw error;
      await delay(attemptEveryMs);
    }
  }
}

async function asAdmin(adminUrl: string, work: (admin: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
