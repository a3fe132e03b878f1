import { randomBytes, randomUUID } from "node:crypto";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import pg from "pg";

import { secretNames } from "../../../src/serve/secret/names.ts";
import { migrate } from "../../../src/store/migrate.ts";
import { openVault, rekey } from "../../../src/store/secret/house-key.ts";
import type { KeySource } from "../../../src/store/secret/keys.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";

const PLAIN = { token: "callback1token", appId: "wx0123456789abcdef", appSecret: "s".repeat(32) };
const SECRET_TEXT = /callback1token|s{32}|redmine-api-key/;

let database: TestDatabase;
let client: pg.Client;
const folders: string[] = [];

beforeAll(async () => {
  database = await testDatabase();
  await migrate(database.url);
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
});
beforeEach(() => client.query("TRUNCATE account, connector, secret_key CASCADE"));
afterAll(async () => {
  await client.end();
  await database.drop();
  for (const folder of folders) await rm(folder, { recursive: true });
});

async function folder(secretKeys: readonly Buffer[] = []): Promise<KeySource> {
  const dataDir = await mkdtemp(join(tmpdir(), "seatbridge-key-"));
  folders.push(dataDir);
  return { dataDir, secretKeys };
}
async function account(config: object = PLAIN, simulated = false): Promise<string> {
  const id = randomUUID();
  await client.query(
    "INSERT INTO account (id, platform, name, simulated, config, created_at) VALUES ($1, 'wechat-oa', $2, $3, $4, now())",
    [id, id.slice(0, 8), simulated, config],
  );
  return id;
}
async function connector(): Promise<string> {
  const id = randomUUID();
  await client.query(
    `INSERT INTO connector (id, kind, name, config, state, created_at)
     VALUES ($1, 'redmine', $2, '{"url": "https://r.example", "apiKey": "redmine-api-key"}', 'active', now())`,
    [id, id.slice(0, 8)],
  );
  return id;
}
const configOf = async (table: string, id: string): Promise<Record<string, unknown>> =>
  (await client.query<{ config: Record<string, unknown> }>(`SELECT config FROM ${table} WHERE id = $1`, [id]))
    .rows[0]?.config ?? {};
const start = (source: KeySource) => openVault(client, source, secretNames);
const place = (id: string) => ({ table: "account", id, kind: "wechat-oa" }) as const;

describe("the first start", () => {
  it("makes a key that its owner alone reads, and seals what is plain; nothing else is touched", async () => {
    const [id, practice, crm] = [await account(), await account(PLAIN, true), await connector()];
    const source = await folder();
    const vault = await start(source);
    const sealed = await configOf("account", id);
    expect(sealed).toMatchObject({ appId: PLAIN.appId, token: { sealed: expect.stringMatching(/^v1\./) } });
    expect(JSON.stringify([sealed, await configOf("connector", crm)])).not.toMatch(SECRET_TEXT);
    expect(await configOf("account", practice)).toEqual(PLAIN);
    expect(vault.open(place(id), sealed)).toEqual({ settings: PLAIN, broken: [] });
    expect((await stat(join(source.dataDir, "secret.key"))).mode & 0o777).toBe(0o600);
  });

  it("leaves the same key to all that come at once, and to whoever comes after", async () => {
    const source = await folder();
    const clients = await Promise.all(
      [1, 2, 3].map(async () => {
        const other = new pg.Client({ connectionString: database.url });
        await other.connect();
        return other;
      }),
    );
    await Promise.all(clients.map((one) => openVault(one, source, secretNames)));
    await Promise.all(clients.map((one) => one.end()));
    const { rows } = await client.query("SELECT version FROM secret_key");
    expect(rows).toHaveLength(1);
    await start(source);
  });
});

describe("a start with another key", () => {
  it("is refused in one line that says which key is missing, and makes none", async () => {
    await account();
    await start(await folder());
    const stranger = await folder();
    await expect(start(stranger)).rejects.toMatchObject({
      code: "secret_key_missing",
      message: expect.stringContaining(join(stranger.dataDir, "secret.key")),
    });
    await expect(stat(join(stranger.dataDir, "secret.key"))).rejects.toMatchObject({ code: "ENOENT" });
    await expect(start(await folder([randomBytes(32)]))).rejects.toMatchObject({
      code: "secret_key_missing",
    });
  });

  it("is refused also where nothing is sealed yet: two nodes must not seal by two keys", async () => {
    await start(await folder());
    await expect(start(await folder())).rejects.toMatchObject({ code: "secret_key_missing" });
  });

  it("is refused where only a row tells, as after a restore", async () => {
    await account();
    await start(await folder());
    await client.query("DELETE FROM secret_key");
    await expect(start(await folder())).rejects.toMatchObject({ code: "secret_key_missing" });
  });

  it("is refused where the file holds none", async () => {
    const source = await folder();
    await writeFile(join(source.dataDir, "secret.key"), "not a key\n");
    await expect(start(source)).rejects.toMatchObject({ code: "secret_key_unreadable" });
  });
});

describe("a new key", () => {
  it("seals every row anew while a server runs, which reads on with what it has", async () => {
    const ids = await Promise.all(Array.from({ length: 130 }, () => account()));
    const crm = await connector();
    const source = await folder();
    const running = await start(source);
    const before = await configOf("account", ids[0] ?? "");
    expect(await rekey(client, source, secretNames, { fresh: true })).toEqual({
      rows: 131,
      changed: 131,
      broken: 0,
      unused: 1,
    });
    const after = await configOf("account", ids[0] ?? "");
    expect(after).not.toEqual(before);
    for (const config of [before, after])
      expect(running.open(place(ids[0] ?? ""), config).settings).toEqual(PLAIN);
    expect(JSON.stringify(await configOf("connector", crm))).not.toMatch(SECRET_TEXT);
    expect(await rekey(client, source, secretNames)).toMatchObject({ rows: 131, changed: 0 });
    const lines = (await readFile(join(source.dataDir, "secret.key"), "utf8")).trim().split("\n");
    expect(lines).toHaveLength(3);
  });

  it("goes on where it was stopped, and then needs the old one no more", async () => {
    const [one, other] = [await account(), await account()];
    const [old, fresh] = [randomBytes(32), randomBytes(32)];
    const source = await folder([old]);
    await start(source);
    const both = { ...source, secretKeys: [fresh, old] };
    await start(both);
    const stopped = await configOf("account", other);
    await rekey(client, both, secretNames);
    await client.query("UPDATE account SET config = $2 WHERE id = $1", [other, stopped]);
    expect(await rekey(client, both, secretNames)).toMatchObject({ changed: 1, broken: 0 });
    const vault = await start({ ...source, secretKeys: [fresh] });
    for (const id of [one, other]) {
      expect(vault.open(place(id), await configOf("account", id)).settings).toEqual(PLAIN);
    }
  });

  it("is not made beside one of the environment's", async () => {
    const source = await folder([randomBytes(32)]);
    await start(source);
    await expect(rekey(client, source, secretNames, { fresh: true })).rejects.toMatchObject({
      code: "secret_key_elsewhere",
    });
  });
});

it("a key that is lost is given up on purpose, and what it sealed with it; then a start makes do without", async () => {
  const [id, crm] = [await account(), await connector()];
  await start(await folder());
  const source = await folder();
  await expect(rekey(client, source, secretNames)).rejects.toMatchObject({ code: "secret_key_missing" });
  expect(await rekey(client, source, secretNames, { forget: true })).toMatchObject({
    changed: 2,
    broken: 0,
    unused: 1,
  });
  expect(await configOf("account", id)).toEqual({ appId: PLAIN.appId });
  expect(await configOf("connector", crm)).toEqual({ url: "https://r.example" });
  await start(source);
});

it("what stands in another row does not open, and is named", async () => {
  const [one, other] = [await account(), await account()];
  const source = await folder();
  const vault = await start(source);
  await client.query(
    "UPDATE account SET config = config || jsonb_build_object('appSecret', (SELECT config->'appSecret' FROM account WHERE id = $1)) WHERE id = $2",
    [one, other],
  );
  const { token, appId } = PLAIN;
  expect(vault.open(place(other), await configOf("account", other))).toEqual({
    settings: { token, appId },
    broken: ["appSecret"],
  });
  expect(await rekey(client, source, secretNames, { fresh: true })).toMatchObject({ broken: 1, unused: 0 });
});
