import { readdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { type Upgrade, upgrade } from "../../scripts/upgrading/upgrade.ts";
import { readConfig } from "../../src/config.ts";
import { type MigrationClass, MIGRATIONS } from "../../src/store/data-source.ts";
import { migrate } from "../../src/store/migrate.ts";
import { root } from "../ground/lint.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { write } from "../support/knock.ts";
import { openRows, type Rows, threadOf } from "../support/rows.ts";
import { type Server, startServer } from "../support/server.ts";

const AT = Date.UTC(2026, 10, 26, 3, 0, 0);
const SECRET_KEY = Buffer.alloc(32, 1).toString("base64");
const PLENTY = 100 * 2 ** 30;

/** What a version to come may bring. */
const next = (name: string, sql: string, contract?: { readonly unusedSince: string }): MigrationClass =>
  class {
    readonly name = `${name}9000000000000`;
    readonly contract = contract;
    async up(runner: { query: (text: string) => Promise<unknown> }): Promise<void> {
      await runner.query(sql);
    }
    async down(): Promise<void> {}
  };
const expand = next("Expand", "ALTER TABLE conversation ADD COLUMN colour text NOT NULL DEFAULT 'red'");

let database: TestDatabase;
let rows: Rows;
let dataDir: string;
let server: Server | undefined;
let lines: string[];

beforeEach(async () => {
  database = await testDatabase();
  rows = await openRows(database.url);
  dataDir = await mkdtemp(join(tmpdir(), "seatbridge-upgrade-"));
  lines = [];
});
afterEach(async () => {
  await server?.stop();
  server = undefined;
  await rows.close();
  await database.drop();
  await rm(dataDir, { recursive: true, force: true });
});

const upgradeTo = (migrations: readonly MigrationClass[], given: Partial<Upgrade> = {}): Promise<number> => {
  const own = { DATABASE_URL: database.url, DATA_DIR: dataDir, SECRET_KEY };
  return upgrade({
    config: readConfig(own),
    environment: { PATH: process.env["PATH"], TMPDIR: tmpdir(), ...own },
    migrations,
    server: new URL(`file://${join(root, "dist/src/main.js")}`).href,
    version: "9.0.0",
    at: AT,
    freeBytes: () => Promise.resolve(PLENTY),
    print: (line) => lines.push(line),
    ...given,
  });
};
const applied = async (): Promise<readonly string[]> =>
  (await rows.query<{ name: string }>("SELECT name FROM migration ORDER BY id")).map(({ name }) => name);
const nameOf = (Migration: MigrationClass): string => new Migration().name;
const columns = (table: string) =>
  rows.query<{ name: string }>(
    "SELECT attname AS name FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped",
    [table],
  );

/** The tables before CRMs, own passwords and accounts that can be switched off. */
const EARLIER = MIGRATIONS.slice(0, 7);

/** A house as an earlier version left it, with what a fan said there. */
async function goBack(): Promise<void> {
  await rows.query("DROP SCHEMA public CASCADE");
  await rows.query("CREATE SCHEMA public");
  await migrate(database.url, { migrations: EARLIER });
  const [account, entry, identity, conversation] = ["a", "b", "c", "d"].map(
    (digit) => `01900000-0000-7000-8000-00000000000${digit}`,
  );
  await rows.query("INSERT INTO account VALUES ($1, 'wechat-oa', 'old', true, $2, now())", [
    account,
    { token: "told", originalId: "gh_old" },
  ]);
  await rows.query("INSERT INTO faq_entry VALUES ($1, $2, 'ship', NULL, now())", [entry, account]);
  await rows.query("INSERT INTO faq_version VALUES ($1, 1, '几时发货', '{}', $2, now(), 'system')", [
    entry,
    { kind: "text", text: "四十八小时内" },
  ]);
  await rows.query("UPDATE faq_entry SET published_version = 1");
  await rows.query(
    "INSERT INTO identity (id, account_id, external_id, created_at) VALUES ($1, $2, 'o1', now())",
    [identity, account],
  );
  await rows.query("INSERT INTO conversation VALUES ($1, $2, $3, 'private', '', 1, now(), now())", [
    conversation,
    account,
    identity,
  ]);
  await rows.query(
    "INSERT INTO message (conversation_id, seq, at, author, content) VALUES ($1, 1, now(), 'fan', $2)",
    [conversation, { kind: "text", text: "橘色的壶" }],
  );
}

describe("an upgrade", () => {
  it("brings an earlier version's tables to this one's, with all that is in them", async () => {
    await goBack();
    const count = MIGRATIONS.length - EARLIER.length;
    expect(await upgradeTo(MIGRATIONS)).toBe(0);
    expect(lines).toEqual([
      expect.stringMatching(/^1\/5 Space .* MB free in .* needed/),
      expect.stringContaining(`2/5 Migrations ${count} pending: Record1764700000000, `),
      expect.stringMatching(/^3\/5 Backup .*2026-11-26T03-00-00-000Z/),
      expect.stringMatching(/^4\/5 Rehearsal .*"几时发货" answered/),
      expect.stringMatching(`^5/5 Tables +${count} migrations applied`),
      expect.stringMatching(/^Done: .*npm start/),
    ]);
    expect(await applied()).toEqual(MIGRATIONS.map(nameOf));
    expect(await threadOf(rows, "o1")).toEqual([
      { author: "fan", content: { kind: "text", text: "橘色的壶" } },
    ]);
    // What the rehearsal did, and said, happened in the copy.
    expect(await rows.query("SELECT 1 FROM message")).toHaveLength(1);
    expect(await readdir(dataDir)).toEqual(["backups"]);

    lines = [];
    expect(await upgradeTo(MIGRATIONS, { at: AT + 1_000 })).toBe(0);
    expect(lines.slice(1)).toEqual([
      expect.stringContaining("none pending"),
      expect.stringContaining("rows"),
      expect.stringContaining("answered"),
      expect.stringContaining("nothing to change"),
      expect.stringContaining("Done"),
    ]);
  }, 120_000);

  it("runs beside a server, which goes on with the tables of the next version, and starts on them", async () => {
    server = await startServer({ databaseUrl: database.url, dataDir });
    expect(await write(server, "o_before", "几时发货")).toMatchObject({ kind: "message" });
    expect(await upgradeTo([...MIGRATIONS, expand])).toBe(0);
    expect(await write(server, "o_before", "保修多久")).toMatchObject({ kind: "message" });
    await server.stop();
    server = await startServer({ databaseUrl: database.url, dataDir });
    expect(await write(server, "o_after", "几时发货")).toMatchObject({ kind: "message" });
    expect(await rows.query("SELECT DISTINCT colour FROM conversation")).toEqual([{ colour: "red" }]);
  }, 120_000);
});

describe("an upgrade that fails", () => {
  const unchanged = async (): Promise<void> => {
    expect(lines.at(-1)).toContain("The database is as it was");
    expect(await applied()).toEqual(MIGRATIONS.map(nameOf));
    expect((await columns("conversation")).map(({ name }) => name)).not.toContain("colour");
    expect(await readdir(dataDir)).not.toContain("rehearsal");
  };

  it("with too little space touches nothing", async () => {
    await rm(dataDir, { recursive: true });
    expect(await upgradeTo([...MIGRATIONS, expand], { freeBytes: () => Promise.resolve(10 ** 6) })).toBe(1);
    expect(lines.at(-2)).toMatch(/has 1 MB free, .* need \d+ MB.*\[upgrade_disk_full\]/);
    await unchanged();
    expect(await readdir(dataDir)).toEqual([]);
  });

  it("in the rehearsal leaves all migrations out", async () => {
    const broken = next(
      "Hence",
      "ALTER TABLE conversation ADD COLUMN shape text NOT NULL CHECK (shape = nothing)",
    );
    expect(await upgradeTo([...MIGRATIONS, expand, broken])).toBe(1);
    expect(lines).toContainEqual(expect.stringMatching(/^4\/5 Rehearsal +failed/));
    expect(lines.at(-2)).toMatch(/Hence9000000000000.*nothing.*\[database_refused\]/);
    await unchanged();
  }, 60_000);

  it("on the tables themselves takes all of them back", async () => {
    const name = new URL(database.url).pathname.slice(1);
    const broken = next("Hence", `SELECT 1 / (current_database() <> '${name}')::int`);
    expect(await upgradeTo([...MIGRATIONS, expand, broken])).toBe(1);
    expect(lines).toContainEqual(expect.stringMatching(/^5\/5 Tables +failed/));
    await unchanged();
  }, 120_000);

  it("because this version does not start says why; no real account and no CRM was connected", async () => {
    await rows.query(
      `INSERT INTO account (id, platform, name, simulated, config, created_at)
       VALUES (gen_random_uuid(), 'wechat-oa', 'real', false, '{}', now())`,
    );
    await rows.query(
      `INSERT INTO connector (id, kind, name, config, state, created_at)
       VALUES (gen_random_uuid(), 'redmine', 'tickets', '{}', 'active', now())`,
    );
    const spy = join(dataDir, "spy.mjs");
    await writeFile(
      spy,
      `import pg from ${JSON.stringify(join(root, "node_modules/pg/esm/index.mjs"))};
       export async function main() {
         const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
         await client.connect();
         const { rows } = await client.query("SELECT (SELECT state FROM account), (SELECT state AS crm FROM connector)");
         process.stderr.write(JSON.stringify(rows[0]));
         process.exit(1);
       }`,
    );
    expect(await upgradeTo([...MIGRATIONS, expand], { server: new URL(`file://${spy}`).href })).toBe(1);
    expect(lines.at(-2)).toMatch(/\{"state":"off","crm":"paused"\} \[upgrade_does_not_start\]/);
    await unchanged();
  }, 60_000);

  it("by a contract beside servers is refused before anything", async () => {
    server = await startServer({ databaseUrl: database.url, dataDir });
    const contract = next("Contract", "ALTER TABLE conversation DROP COLUMN surface", {
      unusedSince: "0.2.0",
    });
    await expect(upgradeTo([...MIGRATIONS, contract])).rejects.toMatchObject({
      code: "upgrade_servers_run",
      message: expect.stringContaining("0.2.0"),
    });
  }, 60_000);

  it("since the database is ahead, or empty, says so", async () => {
    await expect(upgradeTo(MIGRATIONS.slice(0, -1))).rejects.toMatchObject({
      code: "upgrade_newer_database",
    });
    await rows.query("DELETE FROM migration");
    await expect(upgradeTo(MIGRATIONS)).rejects.toMatchObject({ code: "upgrade_nothing_there" });
  });
});
