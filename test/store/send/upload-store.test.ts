import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { createHash } from "node:crypto";
import { createConnection } from "../../../src/store/hot/connection.ts";
import { inTurns } from "../../../src/store/hot/turns.ts";
import { uploadStore } from "../../../src/store/send/upload-store.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";
import { openTables, type Tables } from "../../support/tables.ts";

const HOUR = 3_600_000;
const sha256 = createHash("sha256").update("a picture").digest("hex");
const picture = { sha256, as: "image" };
const cover = { sha256, as: "thumb" };

let database: TestDatabase;
let tables: Tables;
let connect: ReturnType<typeof createConnection>;

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

async function open() {
  const accountId: string = await tables.value(
    `INSERT INTO account (id, platform, name, simulated, config, created_at)
     VALUES (gen_random_uuid(), 'test', gen_random_uuid()::text, true, '{}', now()) RETURNING id::text`,
  );
  return uploadStore(inTurns(connect), accountId);
}

describe("an account's uploads", () => {
  it("are found by their content and by what they were uploaded as, of this account, while they are good", async () => {
    const [store, other] = [await open(), await open()];
    const now = Date.now();
    await store.keep(picture, "m-1", now + HOUR);
    expect(await store.find(picture, now)).toBe("m-1");
    expect(await store.find(picture, now + HOUR)).toBeUndefined();
    expect(await store.find(cover, now)).toBeUndefined();
    expect(await other.find(picture, now)).toBeUndefined();
  });

  it("that the platform has thrown away are forgotten, but not what another node has uploaded since", async () => {
    const store = await open();
    const now = Date.now();
    await store.keep(picture, "m-1", now + HOUR);
    await store.keep(picture, "m-2", now + HOUR);
    await store.forget(picture, "m-1");
    expect(await store.find(picture, now)).toBe("m-2");
    await store.forget(picture, "m-2");
    expect(await store.find(picture, now)).toBeUndefined();
  });

  it("do not pile up: what is over goes with the next", async () => {
    const store = await open();
    const before = Number(await tables.value("SELECT count(*) FROM platform_upload"));
    await store.keep(cover, "t-1", Date.now() - HOUR);
    await store.keep(picture, "m-1", Date.now() + HOUR);
    expect(Number(await tables.value("SELECT count(*) FROM platform_upload"))).toBe(before + 1);
  });
});
