import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

import { type TestDatabase, testDatabase } from "../../support/database.ts";
import { leaksIn, type Secrets } from "../../support/leaks.ts";
import { type Exit, type LogLine, type Server, startServer } from "../../support/server.ts";
import { openStandInPlatform, type StandInPlatform } from "../../support/stand-in-platform.ts";
import { openTables, type Tables } from "../../support/tables.ts";
import { comeIn, connect, type Driven, serve, write } from "./drive.ts";
import { known, sayEverythingBack, words } from "./known.ts";
import { until } from "../relay-look.ts";

const driven: Driven = { secrets: {}, answers: [] };
let database: TestDatabase;
let tables: Tables;
let standIn: StandInPlatform;
let server: Server;
let metrics = "";
let exit: Exit;
/** Of the house alone; and with a fan's numbers, which her desk and her messages may show. */
let secrets: Secrets;
let all: Secrets;

const LINE_MS_MAX = 60_000;

async function untilLogged(fits: (line: LogLine) => boolean): Promise<void> {
  expect(await server.log.until(fits, LINE_MS_MAX)).toBeDefined();
}

/** A bug of ours, as it would be if PostgreSQL had refused a value and nobody had caught it. */
const bug = `process.on("SIGUSR2", () => Promise.reject(Object.assign(
  new Error("invalid input: ${words.phone}\\n    at ${words.idNumber}"), { code: "22P02", detail: "${known.redmineKey}" })))`;

beforeAll(async () => {
  database = await testDatabase();
  tables = await openTables(database.url);
  standIn = await openStandInPlatform();
  sayEverythingBack(standIn);
  const NODE_OPTIONS = `--import=data:text/javascript;base64,${Buffer.from(bug).toString("base64")}`;
  const env = { LOG_LEVEL: "trace", SECRET_KEY: known.secretKey, NODE_OPTIONS };
  server = await startServer({ databaseUrl: database.url, env });

  const house = { server, tables, standIn, driven };
  const { admin, agent } = await comeIn(house);
  const { wechat, weibo, redmine, hook } = await connect(house, admin);
  await write(house, { wechat, weibo });
  await serve(house, agent);
  for (const account of [wechat, weibo]) {
    await untilLogged((line) => line["msg"] === "sent" && line["account"] === account);
  }
  for (const connector of [redmine, hook]) {
    await untilLogged((line) => line["msg"] === "recorded" && line["connector"] === connector);
  }
  // Of one ticket the CRM's words repeat a secret, of the next they do not: both have to be told.
  await until(
    () => tables.rows("SELECT 1 FROM delivery WHERE state <> 'dead'"),
    (left) => left.length === 0,
  );
  await admin("GET", "/accounts");
  await admin("GET", `/connectors/${redmine}/dead`);
  for (const path of ["/metrics", "/health"]) metrics += await (await fetch(server.url + path)).text();
  process.kill(server.pid, "SIGUSR2");
  exit = await server.exited;
  const { phone: _, idNumber: __, ...ours } = known;
  secrets = { ...ours, ...driven.secrets, "a part of Redmine's key": known.redmineKey.slice(0, 8) };
  all = { ...secrets, ...words };
}, 240_000);

afterAll(async () => {
  await server?.kill();
  await standIn?.close();
  await tables?.close();
  await database?.drop();
});

async function rowsOf(table: string): Promise<string[]> {
  const rows = await tables.rows<{ text: string }>(`SELECT to_jsonb(t)::text AS text FROM "${table}" t`);
  expect(rows.length).toBeGreaterThan(0);
  return rows.map(({ text }) => text);
}

const answersOf = (statusMin: number) =>
  driven.answers.filter(({ status }) => status >= statusMin).map(({ text }) => text);

describe("what the house keeps to itself, and a fan's numbers", () => {
  it("were where something could have repeated them", async () => {
    const lines = server.log.all();
    const of = (msg: string, field: string) =>
      new Set(lines.filter((line) => line["msg"] === msg).map((line) => line[field]));
    expect(of("refused", "reason").size).toBeGreaterThan(6);
    expect([...of("sent", "code")]).toEqual(expect.arrayContaining(["40001", "answer_unreadable"]));
    expect([...of("recorded", "code")]).toEqual(["http_422"]);
    expect(lines.some((line) => line["code"] === "account_config_invalid")).toBe(true);
    expect(new Set(driven.answers.map(({ status }) => status))).toEqual(
      new Set([200, 400, 401, 403, 404, 409, 410]),
    );
    expect(answersOf(400).length).toBeGreaterThan(40);
    const fans = await tables.value<number>(
      "SELECT count(*)::int FROM wrap_up WHERE note LIKE '%' || $1 || '%'",
      [words.phone],
    );
    expect(fans).toBe(2);
  });

  it("are in no line of the log at its most talkative", () => {
    const log = server.log.all().map((line) => JSON.stringify(line));
    expect(leaksIn({ log }, all)).toEqual([]);
  });

  it("are not in what a bug leaves on stderr", () => {
    expect(exit).toMatchObject({ code: 1, signal: null });
    expect(exit.stderr).toMatch(/^seatbridge: ended by a bug, Error \(22P02\)\n +at .*/);
    expect(leaksIn({ stderr: [exit.stderr] }, all)).toEqual([]);
  });

  it("are in no metric, and not on the health page", () => {
    expect(metrics).toContain('code="answer_unreadable"');
    expect(leaksIn({ metrics: [metrics] }, all)).toEqual([]);
  });

  it("are in no answer that tells of an error", () => {
    expect(leaksIn({ answer: answersOf(400) }, all)).toEqual([]);
  });

  it("are in no line of the audit and in no event", async () => {
    expect(leaksIn({ audit: await rowsOf("audit"), event: await rowsOf("event") }, all)).toEqual([]);
  });

  it("are not in what is kept of the other side's words", async () => {
    const kept = { delivery: await rowsOf("delivery"), outbox: await rowsOf("outbox") };
    expect(leaksIn(kept, all)).toEqual([]);
    expect(JSON.stringify(kept)).toContain("138****8000");
  });

  it("are in no other answer, but for her numbers at the desk", () => {
    expect(leaksIn({ answer: answersOf(200) }, secrets)).toEqual([]);
  });
});
