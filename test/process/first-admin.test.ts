import { mkdtemp, readFile, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, expect, it } from "@jest/globals";

import { browser, cookieOf } from "../support/api.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { type Server, startServer } from "../support/server.ts";

const PASSWORD = "correct horse battery";
let database: TestDatabase;
let dataDir: string;
let server: Server | undefined;

beforeAll(async () => {
  database = await testDatabase();
  dataDir = await mkdtemp(join(tmpdir(), "seatbridge-first-"));
});
afterAll(async () => {
  await server?.stop();
  await database.drop();
});

async function start(): Promise<Server> {
  await server?.stop();
  server = await startServer({ databaseUrl: database.url, dataDir });
  return server;
}

const file = (): string => join(dataDir, "setup-link.txt");
const linkIn = async (): Promise<string> => (await readFile(file(), "utf8")).trim();
const setUp = (at: Server, link: string) =>
  browser(at)("POST", "/setup", {
    token: link.split("#token=")[1],
    login: "admin.one",
    name: "何姐",
    password: PASSWORD,
  });

it("is invited anew at each start until there is one, and stays signed in over the next", async () => {
  const first = await start();
  const old = await linkIn();
  expect(old).toMatch(new RegExp(`^${first.url}/setup#token=[\\w-]{43}$`));
  expect((await stat(file())).mode & 0o777).toBe(0o600);
  // The log says where the link is, and not the link.
  expect(await first.log.until((line) => line["linkIn"] === file(), 1_000)).toBeDefined();

  const second = await start();
  expect((await setUp(second, old)).status).toBe(410);
  const made = await setUp(second, await linkIn());
  expect(made.status).toBe(200);

  const third = await start();
  await expect(linkIn()).rejects.toMatchObject({ code: "ENOENT" });
  expect((await browser(third, cookieOf(made))("GET", "/session")).body).toMatchObject({
    login: "admin.one",
  });
  const { body } = await browser(third, cookieOf(made))("GET", "/queues");
  const { groups, queues } = body as { groups: { name: string }[]; queues: { key: string; name: string }[] };
  expect(groups.map(({ name }) => name)).toEqual(["屿禾"]);
  expect(queues.map(({ key, name }) => `${key} ${name}`)).toEqual([
    "after_sales 售后一组",
    "pre_sales 售前",
    "complaints 投诉",
    "risk 安全与合规",
  ]);
  const seats = (await browser(third, cookieOf(made))("GET", "/seats")).body as {
    items: { number: string }[];
  };
  expect([seats.items.length, seats.items.at(0)?.number, seats.items.at(-1)?.number]).toEqual([
    36,
    "A-001",
    "A-036",
  ]);
}, 60_000);
