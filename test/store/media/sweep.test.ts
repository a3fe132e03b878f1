import { randomUUID } from "node:crypto";
import { mkdtemp, rm, utimes } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";

import { createConnection } from "../../../src/store/hot/connection.ts";
import { mediaFiles } from "../../../src/store/media/files.ts";
import { mediaStore } from "../../../src/store/media/media.ts";
import { sweepUploads } from "../../../src/store/media/sweep.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";
import { putMedia } from "../../support/put-media.ts";
import { openShop } from "../../support/shop.ts";
import { openTables, type Tables } from "../../support/tables.ts";

let database: TestDatabase;
let tables: Tables;
let connect: ReturnType<typeof createConnection>;
let accountId: string;
let folder: string;
const AGO = "now() - interval '73 hours'";

beforeAll(async () => {
  database = await testDatabase();
  tables = await openTables(database.url);
  connect = createConnection(database.url);
  accountId = (await openShop(database.url)).account.id;
  folder = await mkdtemp(join(tmpdir(), "seatbridge-sweep-"));
});
afterAll(async () => {
  await (await connect()).end();
  await tables.close();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(() => tables.rows("DELETE FROM media; DELETE FROM platform_upload"));

const files = () => mediaFiles(folder);
const sweep = async () => sweepUploads(await connect(), files());

/** Somebody uploads this; two hours later it lies there as an old file. */
async function upload(words: string, createdBy: string | null = randomUUID()) {
  const bytes = Buffer.from(`\u0089PNG\r\n\u001a\n${words}`, "latin1");
  const sha256 = await putMedia(folder, bytes);
  const path = join(folder, sha256.slice(0, 2), sha256.slice(2));
  const old = Date.now() / 1_000 - 7_200;
  await utimes(path, old, old);
  const media = {
    id: randomUUID(),
    type: "image/png" as const,
    bytes: bytes.length,
    sha256,
    name: null,
    createdBy,
  };
  await mediaStore(await connect()).insert(media, Date.now());
  return { ...media, path };
}
const age = () => tables.rows(`UPDATE media_unsent SET created_at = ${AGO}`);
const isKnown = async (id: string) => (await mediaStore(await connect()).byId(id)) !== undefined;
const lies = async (sha256: string) => (await files().bytesOf(sha256)) !== undefined;

describe("what is uploaded and never sent", () => {
  it("goes after three days, with its bytes; not a moment before", async () => {
    const { id, sha256 } = await upload("never sent");
    expect(await sweep()).toBe(0);
    expect(await isKnown(id)).toBe(true);
    await age();
    expect(await sweep()).toBe(1);
    expect([await isKnown(id), await lies(sha256)]).toEqual([false, false]);
  });

  it("stays for ever once it stands in a message, or was a fan's", async () => {
    const [said, hers] = [await upload("said"), await upload("hers", null)];
    await mediaStore(await connect()).use(said.id);
    await age();
    expect(await sweep()).toBe(0);
    expect([await isKnown(said.id), await isKnown(hers.id)]).toEqual([true, true]);
  });

  it("leaves the bytes where another upload has the same, or has just brought them anew", async () => {
    const [unsent, said] = [await upload("the same"), await upload("the same")];
    await mediaStore(await connect()).use(said.id);
    await age();
    expect(await sweep()).toBe(1);
    expect([await isKnown(unsent.id), await lies(said.sha256)]).toEqual([false, true]);

    const again = await upload("brought anew");
    await age();
    await utimes(again.path, Date.now() / 1_000, Date.now() / 1_000);
    expect(await sweep()).toBe(1);
    expect(await lies(again.sha256)).toBe(true);
  });
});

describe("what a platform holds of ours", () => {
  it("is forgotten once the platform has thrown it away, also of an account that uploads nothing more", async () => {
    const keep = (sha256: string, until: string) =>
      tables.rows(
        `INSERT INTO platform_upload (account_id, sha256, "as", external_id, kept_until)
         VALUES ($1, decode($2, 'hex'), 'image', 'm', ${until})`,
        [accountId, sha256.repeat(32)],
      );
    await keep("aa", "now() - interval '1 s'");
    await keep("bb", "now() + interval '1 hour'");
    expect(await sweep()).toBe(1);
    expect(await tables.rows(`SELECT encode(sha256, 'hex') AS h FROM platform_upload`)).toEqual([
      { h: "bb".repeat(32) },
    ]);
  });
});
