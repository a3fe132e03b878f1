import { randomUUID } from "node:crypto";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

import { describe as toldOf } from "../../scripts/command/hostile.ts";
import { readAccounts } from "../../scripts/hostile/account.ts";
import { type House, openHouse } from "../../scripts/hostile/house.ts";
import { CLASSES, type Input } from "../../scripts/hostile/input.ts";
import { type Result, throwAll } from "../../scripts/hostile/run.ts";
import { createPasswords } from "../../src/http/session/passwords.ts";
import { signedIn } from "../support/api.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { write } from "../support/knock.ts";
import { openRows, type Rows, threadOf } from "../support/rows.ts";
import { counterOf, type Server, startServer } from "../support/server.ts";
import { openTables, type Tables } from "../support/tables.ts";

/** `HOSTILE_SEED=7 npm test -- test/process/hostile` throws others; a fault is told with its class and number. */
const seed = Number(process.env["HOSTILE_SEED"] ?? 1);
const weibo = { uid: "1902538057", appSecret: "0123456789abcdef", accessToken: "2.00hostile" };
const safe = { mode: "safe", encodingAesKey: "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C" };
/** What a process keeps for a while may grow by so much: the nonces of five minutes, who was seen, compiled code. */
const GROWTH_BYTES_MAX = 24 * 1024 * 1024;

/** Has the server throw away what it needs no more, at a signal: what it holds then is what it keeps. */
const tidying = `
  import { setFlagsFromString } from "node:v8";
  import { runInNewContext } from "node:vm";
  setFlagsFromString("--expose-gc");
  const tidy = runInNewContext("gc");
  process.on("SIGUSR2", () => tidy());`;

let database: TestDatabase;
let tables: Tables;
let rows: Rows;
let server: Server;
let house: House;
let results: readonly Result[];
let held: { readonly before: number; readonly after: number };

/** The practice account as the first start makes it; beside it one in safe mode, and one of Weibo. */
async function addAccounts(): Promise<void> {
  await (await startServer({ databaseUrl: database.url })).stop();
  await rows.query(
    /* sql */ `INSERT INTO account (id, platform, name, simulated, config, created_at)
      SELECT $1::uuid, platform, 'hostile-safe', true, config || $2::jsonb, now()
      FROM account WHERE platform = 'wechat-oa' AND simulated
      UNION ALL SELECT $3::uuid, 'weibo', 'hostile-weibo', true, $4::jsonb, now()`,
    [randomUUID(), safe, randomUUID(), weibo],
  );
}

/** Somebody with all that can be given to one person, and a password of hers. */
async function comeIn(): Promise<string> {
  const { id, cookie } = await signedIn(
    tables,
    (["admin", "supervisor"] as const).map((role) => ({ role, queues: "all" })),
  );
  const hash = await createPasswords().hash("correct horse battery");
  await rows.query("UPDATE staff SET password_hash = $2 WHERE id = $1", [id, hash]);
  return cookie;
}

/** After it has tidied up; of several looks the least, as one of them may fall into work of its own. */
async function heldBytes(): Promise<number> {
  let least = Infinity;
  for (let look = 0; look < 5; look += 1) {
    process.kill(server.pid, "SIGUSR2");
    const text = await (await fetch(`${server.url}/metrics`)).text();
    const value = (name: string): number => Number(new RegExp(`^${name} (.*)$`, "m").exec(text)?.[1]);
    least = Math.min(least, value("nodejs_heap_size_used_bytes") + value("nodejs_external_memory_bytes"));
  }
  return least;
}

beforeAll(async () => {
  database = await testDatabase();
  tables = await openTables(database.url);
  rows = await openRows(database.url);
  await addAccounts();
  const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(tidying)}`;
  server = await startServer({ databaseUrl: database.url, env: { NODE_OPTIONS } });
  const accounts = await readAccounts(server.dataDir);
  house = await openHouse(server.url, accounts, await comeIn());
  const before = await heldBytes();
  const run = { house, accounts, seed, classes: [], each: 1, now: () => performance.now() };
  results = await throwAll(run, () => undefined);
  held = { before, after: await heldBytes() };
}, 120_000);

afterAll(async () => {
  await server?.stop();
  await rows?.close();
  await tables?.close();
  await database?.drop();
});

/** Everything that the database holds, as text. */
async function everything(): Promise<string> {
  const names = await tables.rows<{ name: string }>(
    `SELECT relname AS name FROM pg_class
     WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'`,
  );
  const texts: string[] = [];
  for (const { name } of names) {
    for (const { text } of await tables.rows<{ text: string }>(
      `SELECT to_jsonb(t)::text AS text FROM "${name}" t`,
    ))
      texts.push(text);
  }
  return texts.join("\n");
}

const refusedAt = (door: RegExp) =>
  results.filter(({ input, fate }) => fate === "refused" && door.test(input.door));

describe("hostile input", () => {
  it("is refused, or kept where it is legitimate, by every door and soon", () => {
    expect(results.filter(({ fate }) => fate === "fault").map(toldOf)).toEqual([]);
  });

  it("comes in every class, at every call of the API, with a session and without", () => {
    expect(new Set(results.map(({ input }) => input.class))).toEqual(new Set(CLASSES));
    const doors = new Set(results.map(({ input }) => input.door));
    const all = house.operations.flatMap(({ id, method, path }) =>
      house.callers
        .filter(({ cookie }) => !cookie || id !== "session.sign_out")
        .map(({ as }) => `${method} /api/v1${path}, ${as}`),
    );
    expect(all.length).toBeGreaterThan(100);
    expect(all.filter((door) => !doors.has(door))).toEqual([]);
    expect(new Set(results.map(({ fate }) => fate))).toEqual(new Set(["refused", "kept"]));
  });

  it("leaves nothing in the database where it is refused", async () => {
    const text = await everything();
    const kept = results.find(
      ({ input, fate }) => fate === "kept" && input.words !== undefined && "fan" in input.words,
    );
    expect(text).toContain(kept?.input.mark);
    const left = results.filter(({ input, fate }) => fate === "refused" && text.includes(input.mark));
    expect(left.map(toldOf)).toEqual([]);
  });

  it("leaves a counter where it is refused", async () => {
    const webhooks = refusedAt(/^(?:WeChat|Weibo)'s webhook/).filter(({ input }) => input.class !== "method");
    expect(webhooks.length).toBeGreaterThan(200);
    // What the HTTP parser ends already is counted by nobody.
    expect(await counterOf(server, "webhook_refused_total")).toBeGreaterThanOrEqual(
      webhooks.filter(({ landed }) => landed.status !== undefined).length,
    );
  });

  it("is stored to the letter where it is words", async () => {
    const said = results.flatMap(({ input }) => (input.words === undefined ? [] : [input.words]));
    expect(said.length).toBeGreaterThan(100);
    const lost: string[] = [];
    for (const words of said) {
      const texts = await textsOf(words);
      if (!texts.includes(words.text)) lost.push(words.text);
    }
    expect(lost).toEqual([]);
  });

  it("is never in the log, which tells of no error of ours", () => {
    const lines = server.log.all().map((line) => JSON.stringify(line));
    expect(lines.length).toBeGreaterThan(100);
    expect(lines.filter((line) => /hx\w+n\d+x/.test(line))).toEqual([]);
    const texts = new Set(
      results
        .flatMap(({ input }) => input.words?.text ?? [])
        .map((text) => JSON.stringify(text).slice(1, -1)),
    );
    expect(lines.filter((line) => [...texts].some((text) => line.includes(text)))).toEqual([]);
    expect(server.log.all().filter(({ level }) => Number(level) >= 50)).toEqual([]);
  });

  it("takes no memory for good", () => {
    expect(held.before).toBeGreaterThan(0);
    expect(held.after - held.before).toBeLessThan(GROWTH_BYTES_MAX);
  });

  it("keeps nobody from being answered", async () => {
    expect(await write(server, "o_after_all", "几时发货")).toMatchObject({ kind: "message" });
  });
});

async function textsOf(words: NonNullable<Input["words"]>): Promise<readonly (string | undefined)[]> {
  if ("fan" in words) return (await threadOf(rows, words.fan)).map(({ content }) => content.text);
  const notes = await rows.query<{ text: string }>(
    "SELECT content->>'text' AS text FROM message_read WHERE conversation_id = $1",
    [words.conversation],
  );
  return notes.map(({ text }) => text);
}
