import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { createDataSource } from "../../src/store/data-source.ts";
import { ensureMonths, migrate } from "../../src/store/migrate.ts";
import { printCatalogue } from "../support/catalogue.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { openTables, type Tables } from "../support/tables.ts";

const PRINT = fileURLToPath(new URL("../../migrations/schema.txt", import.meta.url));
const ID = "00000000-0000-0000-0000-00000000000";

let database: TestDatabase;
let tables: Tables;

beforeAll(async () => {
  database = await testDatabase();
  tables = await openTables(database.url);
});

afterAll(async () => {
  await tables.close();
  await database.drop();
});

describe("the migrated schema", () => {
  it("is the one that is printed in migrations/schema.txt", async () => {
    const catalogue = await printCatalogue(tables);
    if (process.env["UPDATE_SCHEMA"] === "1") await writeFile(PRINT, catalogue);
    const printed = await readFile(PRINT, "utf8").catch(() => "");
    if (printed === catalogue) return;
    const [was, is] = [printed, catalogue].map((text) => new Set(text.split("\n")));
    const gone = [...(was ?? [])].filter((line) => is?.has(line) === false).map((line) => `- ${line.trim()}`);
    const come = [...(is ?? [])].filter((line) => was?.has(line) === false).map((line) => `+ ${line.trim()}`);
    throw new Error(
      ["The migrated schema is not the printed one:", ...gone, ...come]
        .concat("Where that is meant, accept it with: UPDATE_SCHEMA=1 npm test -- test/store/schema")
        .join("\n"),
    );
  });

  it("shows what a comparison of entities is blind to", async () => {
    const lines = (await printCatalogue(tables)).split("\n");
    const has = (line: string): boolean => lines.some((one) => one.includes(line));
    expect(has("contact_open ON contact USING btree (conversation_id) WHERE")).toBe(true);
    expect(has("contact_ended_check CHECK")).toBe(true);
    expect(has("ticket_state: open, closed")).toBe(true);
    expect(has("TRIGGER event_append_only BEFORE")).toBe(true);
    expect(has("table message partitioned by RANGE (at)")).toBe(true);
    expect(lines.filter((line) => /^table (message|event)_\d/.test(line))).toEqual([]);

    await tables.rows("ALTER TABLE setting ADD CONSTRAINT odd CHECK (version > 0)");
    expect(await printCatalogue(tables)).toContain("odd CHECK ((version > 0))");
    await tables.rows("ALTER TABLE setting DROP CONSTRAINT odd");
  });

  it("is what the entities say", async () => {
    const source = await createDataSource(database.url).initialize();
    const { upQueries } = await source.driver.createSchemaBuilder().log();
    await source.destroy();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });

  it("is migrated to once, by however many nodes at once", async () => {
    await tables.rows("CREATE SCHEMA fresh");
    const url = new URL(database.url);
    url.searchParams.set("options", "-c search_path=fresh");
    const results = await Promise.all([migrate(url.href), migrate(url.href), migrate(url.href)]);
    const all = await tables.value<number>("SELECT count(*)::int FROM fresh.migration");
    expect(results.map(({ applied }) => applied.length).toSorted((a, b) => a - b)).toEqual([0, 0, all]);
    await tables.rows("DROP SCHEMA fresh CASCADE");
  });
});

describe("the months' partitions", () => {
  const NOW = Date.UTC(2026, 0, 31, 17); // February in Beijing already
  const months = async (parent: string): Promise<string[]> => {
    const rows = await tables.rows<{ name: string }>(
      "SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = $1::regclass ORDER BY 1",
      [parent],
    );
    return rows.map(({ name }) => name.slice(parent.length + 1));
  };

  it("reach from last month to three months ahead, by Beijing's calendar", async () => {
    await ensureMonths(tables.rows, NOW);
    for (const parent of ["message", "event"]) {
      expect(await months(parent)).toEqual(
        expect.arrayContaining(["2026_01", "2026_02", "2026_03", "2026_04", "2026_05"]),
      );
    }
    const bounds = await tables.value<string>(
      "SELECT pg_get_expr(relpartbound, oid) FROM pg_class WHERE relname = 'message_2026_02'",
    );
    const [from, to] = [...bounds.matchAll(/'([^']+)'/g)].map(([, at]) =>
      Date.parse((at ?? "").replace(/([+-]\d\d)$/, "$1:00")),
    );
    expect([from, to]).toEqual([Date.UTC(2026, 0, 31, 16), Date.UTC(2026, 1, 28, 16)]);
  });

  it("are made once, by however many nodes at once", async () => {
    const before = await months("message");
    await ensureMonths(tables.rows, NOW);
    expect(await months("message")).toEqual(before);

    const clients = await Promise.all(
      [1, 2, 3, 4].map(async () => {
        const client = new pg.Client({ connectionString: database.url });
        await client.connect();
        return client;
      }),
    );
    const later = Date.UTC(2027, 5, 15);
    await Promise.all(
      clients.map((client) => ensureMonths((text, values) => client.query(text, values), later)),
    );
    await Promise.all(clients.map((client) => client.end()));
    expect(await months("event")).toEqual(
      expect.arrayContaining(["2027_05", "2027_06", "2027_07", "2027_08", "2027_09"]),
    );
  });

  it("are there around now in every migrated database", async () => {
    const now = new Date().toISOString();
    await tables.rows(
      "INSERT INTO event (subject, subject_id, seq, at, actor, code, data) VALUES ('contact', $1, 1, $2, 'fan', 'opened', '{}')",
      [`${ID}1`, now],
    );
    expect(await tables.value("SELECT count(*)::int FROM event")).toBe(1);
  });
});

describe("what may only grow", () => {
  beforeAll(async () => {
    await tables.rows(
      "INSERT INTO audit (id, at, actor, action, subject, subject_id, data) VALUES ($1, now(), 'system', 'a', 'b', 'c', '{}')",
      [`${ID}1`],
    );
    await tables.rows(
      "INSERT INTO account (id, platform, name, simulated, config, created_at) VALUES ($1, 'p', 'n', true, '{}', now())",
      [`${ID}1`],
    );
    await tables.rows("INSERT INTO faq_entry (id, account_id, key, created_at) VALUES ($1, $1, 'k', now())", [
      `${ID}1`,
    ]);
    await tables.rows(
      `INSERT INTO faq_version (entry_id, version, title, phrasings, answer, created_at, created_by)
       VALUES ($1, 1, 't', '{}', '{}', now(), 'system')`,
      [`${ID}1`],
    );
  });

  it.each([
    ["event", "UPDATE event SET code = 'other'"],
    ["event", "DELETE FROM event"],
    ["audit", "UPDATE audit SET actor = 'nobody'"],
    ["audit", "DELETE FROM audit"],
    ["audit", "TRUNCATE audit"],
    ["faq_version", "UPDATE faq_version SET title = 'other'"],
    ["faq_version", "DELETE FROM faq_version"],
  ])("refuses to have %s changed: %s", async (table, statement) => {
    await expect(tables.rows(statement)).rejects.toMatchObject({
      code: "P0403",
      message: expect.stringContaining("is append-only"),
    });
    expect(await tables.value(`SELECT count(*)::int FROM ${table}`)).toBe(1);
  });

  it("refuses it in a month's own partition, too", async () => {
    const partition = await tables.value<string>("SELECT tableoid::regclass::text FROM event");
    await expect(tables.rows(`DELETE FROM ${partition}`)).rejects.toMatchObject({ code: "P0403" });
  });
});

describe("a conversation", () => {
  const open = (id: number, state: string) =>
    tables.rows(
      `INSERT INTO contact (id, conversation_id, account_id, ticket_id, state, event_seq, created_at, enqueued_at, ended_at, owner_id)
       VALUES ($1, $2, $2, $2, $3::contact_state, 1, now(), now(),
         CASE WHEN $3::contact_state IN ('closed', 'abandoned', 'refused') THEN now() END,
         CASE WHEN $3::contact_state IN ('active', 'wrapup') THEN $2::uuid END)`,
      [`${ID}${id}`, `${ID}0`, state],
    );

  it("has at most one open contact, and any number of ended ones", async () => {
    await open(1, "bot");
    for (const [index, state] of ["bot", "queued", "active", "left_message", "dormant"].entries()) {
      await expect(open(2 + index, state)).rejects.toMatchObject({
        code: "23505",
        constraint: "contact_open",
      });
    }
    for (const [index, state] of ["closed", "abandoned", "refused", "wrapup", "closed"].entries())
      await open(2 + index, state);
    await tables.rows("UPDATE contact SET state = 'closed', ended_at = now() WHERE state = 'bot'");
    await open(7, "queued");
  });
});
