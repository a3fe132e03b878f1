import { appendFile, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

import { backUp } from "../../../src/store/backup/back-up.ts";
import { restore } from "../../../src/store/backup/restore.ts";
import { keptTables } from "../../../src/store/backup/tables.ts";
import { mediaFiles } from "../../../src/store/media/files.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";
import { openNode } from "../../support/node.ts";
import { openShop, SAYS } from "../../support/shop.ts";
import { putMedia } from "../../support/put-media.ts";
import { openRows } from "../../support/rows.ts";

const AT = Date.UTC(2026, 10, 26, 5, 0, 0);
const databases: TestDatabase[] = [];
let folder: string;
let from: string;

const newDatabase = async (): Promise<string> => {
  const database = await testDatabase();
  databases.push(database);
  return database.url;
};
const make = (name: string, url = from, at = AT) =>
  backUp({
    url,
    dataDir: join(folder, "data"),
    folder: join(folder, name),
    version: "1.2.3",
    at,
    onTable: () => undefined,
  });
const put = (name: string, url: string) =>
  restore({ folder: join(folder, name), url, dataDir: join(folder, "restored"), onTable: () => undefined });

/** Every row of every kept table, in one order, as text. */
async function contentOf(url: string): Promise<Record<string, string>> {
  const rows = await openRows(url);
  try {
    const tables = await rows.query<{ name: string }>(
      "SELECT c.relname AS name FROM pg_class c WHERE relkind IN ('r', 'p') AND NOT relispartition AND relnamespace = current_schema()::regnamespace",
    );
    const found: Record<string, string> = {};
    for (const { name } of tables) {
      const [row] = await rows.query<{ text: string | null }>(
        `SELECT string_agg(t::text, E'\\n' ORDER BY t::text) AS text FROM "${name}" t`,
      );
      found[name] = row?.text ?? "";
    }
    return found;
  } finally {
    await rows.close();
  }
}
const inSql = async <Row extends object>(url: string, sql: string): Promise<Row[]> => {
  const rows = await openRows(url);
  try {
    return await rows.query<Row>(sql);
  } finally {
    await rows.close();
  }
};

const PNG = Buffer.from("\u0089PNG\r\n\u001a\n picture", "latin1");
let sha256: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "seatbridge-backup-"));
  from = await newDatabase();
  const channel = await openShop(from);
  const node = await openNode({ url: from, channel, lanes: 1 });
  let number = 0;
  for (const content of [SAYS.ship, "a tab\tand\na line, \\. and 橘色 🧯", SAYS.person]) {
    await node.answer({ fan: "oOne", number: (number += 1), content });
  }
  // One that no socket takes: it waits in the outbox.
  await node.accept({ fan: "oTwo", number: (number += 1), content: SAYS.pay });
  await node.close();
  await inSql(
    from,
    `INSERT INTO connector (id, kind, name, config, state, created_at)
     VALUES (gen_random_uuid(), 'redmine', 'tickets', '{"apiKey": "secret"}', 'active', now())`,
  );
  await inSql(from, "UPDATE outbox SET state = 'queued' WHERE state = 'passive' AND passive_for IS NULL");
  sha256 = await putMedia(join(folder, "data/media"), PNG);
  await make("kept");
});
afterAll(async () => {
  for (const database of databases) await database.drop();
  await rm(folder, { recursive: true, force: true });
});

describe("a backup", () => {
  it("restores every row of every table, and the media", async () => {
    const to = await newDatabase();
    await put("kept", to);
    const [before, after] = [await contentOf(from), await contentOf(to)];
    const changed = Object.keys(before).filter((name) => before[name] !== after[name]);
    expect(changed.toSorted((a, b) => a.localeCompare(b))).toEqual(["connector", "outbox"]);
    const restored = mediaFiles(join(folder, "restored/media")).stream(sha256, 0, PNG.length - 1);
    expect(Buffer.concat(await restored.toArray())).toEqual(PNG);
  });

  it("lets nothing leave by itself that may have left since, and writes into nobody's tickets", async () => {
    const to = await newDatabase();
    const { waiting, paused } = await put("kept", to);
    expect([waiting > 0, paused]).toEqual([true, 1]);
    const held = await inSql<{ state: string }>(to, "SELECT state FROM outbox WHERE code = 'restored'");
    expect(held).toHaveLength(waiting);
    expect(await inSql(to, "SELECT 1 FROM outbox_seen WHERE seen IN ('queued', 'sending')")).toEqual([]);
    expect(await inSql(to, "SELECT state FROM connector")).toEqual([{ state: "paused" }]);
  });

  it("goes on with numbers where it stopped", async () => {
    const to = await newDatabase();
    await put("kept", to);
    const next = (url: string) =>
      inSql<{ n: string }>(url, "SELECT nextval(pg_get_serial_sequence('ticket', 'number')) AS n");
    expect(await next(to)).toEqual(await next(from));
  });

  it("restores months that lie behind", async () => {
    const old = await newDatabase();
    await inSql(
      old,
      "SELECT ensure_month(parent, '2024-02-01') FROM unnest(ARRAY['message', 'event']) AS parent",
    );
    await inSql(
      old,
      `INSERT INTO event (subject, subject_id, seq, at, actor, code, data)
       VALUES ('ticket', gen_random_uuid(), 1, '2024-02-10', 'system', 'closed', '{}')`,
    );
    await make("old", old);
    const to = await newDatabase();
    await put("old", to);
    expect(await inSql(to, "SELECT code FROM event_2024_02")).toEqual([{ code: "closed" }]);
  });

  it("is its owner's alone", async () => {
    expect((await stat(join(folder, "kept"))).mode & 0o777).toBe(0o700);
    expect((await stat(join(folder, "kept/tables/account.copy.gz"))).mode & 0o777).toBe(0o600);
  });

  it("leaves who is signed in, keys of repeats and platform tokens out", async () => {
    const names = JSON.parse(await readFile(join(folder, "kept/manifest.json"), "utf8")) as {
      tables: { name: string }[];
    };
    const left = ["staff_session", "idempotency", "platform_token"];
    expect(names.tables.filter(({ name }) => left.includes(name))).toEqual([]);
  });

  it("is not written over one that is there", async () => {
    await expect(make("kept")).rejects.toMatchObject({ code: "backup_folder_there" });
  });
});

describe("restoring", () => {
  it("into a database that holds something is refused, and changes nothing", async () => {
    const before = await contentOf(from);
    await expect(put("kept", from)).rejects.toMatchObject({ code: "restore_not_empty" });
    expect(await contentOf(from)).toEqual(before);
  });

  it.each([
    ["cut off", async (path: string) => writeFile(path, (await readFile(path)).subarray(0, 40))],
    ["longer", (path: string) => appendFile(path, "more")],
    ["gone", (path: string) => rm(path)],
  ])("from a table that is %s restores nothing", async (what, harm) => {
    await make(what);
    await harm(join(folder, what, "tables/message.copy.gz"));
    const to = await newDatabase();
    await expect(put(what, to)).rejects.toMatchObject({ code: "backup_damaged" });
    expect(await inSql(to, "SELECT 1 FROM account")).toEqual([]);
  });

  it("from other tables says which version has them", async () => {
    await make("other");
    const path = join(folder, "other/manifest.json");
    const manifest = JSON.parse(await readFile(path, "utf8")) as { migrations: string[] };
    await writeFile(path, JSON.stringify({ ...manifest, migrations: manifest.migrations.slice(1) }));
    const refused = { code: "backup_other_schema", message: expect.stringContaining("1.2.3") };
    await expect(put("other", await newDatabase())).rejects.toMatchObject(refused);
  });

  it("from a folder that is no backup says so", async () => {
    await expect(put("nowhere", await newDatabase())).rejects.toMatchObject({ code: "backup_unreadable" });
  });
});

it("copies a table after those that it points to", async () => {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: from });
  await client.connect();
  const names = (await keptTables(client)).map(({ name }) => name);
  await client.end();
  expect(names.indexOf("ticket")).toBeGreaterThan(names.indexOf("reason"));
  expect(names.indexOf("delivery")).toBeGreaterThan(names.indexOf("connector"));
});
