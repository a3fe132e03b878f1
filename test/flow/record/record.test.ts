import { randomUUID } from "node:crypto";

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";

import type { Recorded, TicketRecord } from "../../../src/core/ticket/connector.ts";
import type { Channel } from "../../../src/flow/channel.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";
import { type Node, openNode } from "../../support/node.ts";
import { ANSWERS, openShop, SAYS } from "../../support/shop.ts";
import { openTables, type Tables } from "../../support/tables.ts";
import { memoryCrm, openRecorder, recorded } from "./harness.ts";

let database: TestDatabase;
let tables: Tables;
let channel: Channel;
let node: Node;
let sent = 0;
let connector: string;

beforeAll(async () => {
  database = await testDatabase();
  tables = await openTables(database.url);
  channel = await openShop(database.url);
  node = await openNode({ url: database.url, channel, lanes: 1 });
});
afterAll(async () => {
  await node.close();
  await tables.close();
  await database.drop();
});

const recorders: ReturnType<typeof openRecorder>[] = [];
beforeEach(async () => {
  await tables.rows("UPDATE account SET simulated = false");
  connector = randomUUID();
  await tables.rows(
    `INSERT INTO connector (id, kind, name, config, state, created_at) VALUES ($1, 'memory', $2, '{}', 'active', now())`,
    [connector, connector],
  );
});
afterEach(async () => {
  for (const recorder of recorders.splice(0)) await recorder.end();
  await tables.rows("DELETE FROM delivery");
  await tables.rows("DELETE FROM connector");
});

const say = (fan: string, content: string) => node.answer({ fan, number: (sent += 1), content });
/** As if what may follow soon had had its time, and every pause were over. */
const passTime = () => tables.rows("UPDATE delivery SET due_at = now() WHERE state = 'dirty'");
const rows = () =>
  tables.rows<{ state: string; code: string | null; failures: number; told: Record<string, number> }>(
    "SELECT state, code, failures, told FROM delivery ORDER BY ticket_id",
  );

function open(record: (ticket: TicketRecord) => Promise<Recorded>) {
  const recorder = openRecorder(database.url, record);
  recorders.push(recorder);
  return recorder;
}

describe("a ticket's events", () => {
  it("reach the CRM in words and in order, with what was said", async () => {
    await say("in order", SAYS.ship);
    await say("in order", SAYS.person);
    const crm = memoryCrm();
    await passTime();
    await open(crm.record).run();
    const [[, texts] = ["", []]] = [...crm.told];
    expect(texts[0]).toBe(`客户: ${SAYS.ship}\n机器人: ${ANSWERS.ship}`);
    expect(texts[1]).toMatch(new RegExp(`^转人工：客户要求\n客户: ${SAYS.person}\n`));
    expect(await rows()).toMatchObject([{ state: "synced", code: null, failures: 0 }]);
  });

  it("wait a moment for what follows, and go in one call", async () => {
    await say("together", SAYS.ship);
    await say("together", SAYS.pay);
    const crm = memoryCrm();
    const recorder = open(crm.record);
    expect(await recorder.round()).toBe(0);
    await passTime();
    await recorder.run();
    expect(recorder.seen).toEqual([{ kind: "recorded" }]);
    expect([...crm.told.values()][0]).toHaveLength(2);
  });

  it("that happen while the CRM is being told are told next, each once", async () => {
    await say("meanwhile", SAYS.ship);
    const crm = memoryCrm(async (ticket) => {
      if (ticket.entries.length === 1 && crm.told.size === 0) await say("meanwhile", SAYS.pay);
      return recorded(ticket);
    });
    await passTime();
    const recorder = open(crm.record);
    await recorder.run();
    expect([...crm.told.values()]).toEqual([
      [`客户: ${SAYS.ship}\n机器人: ${ANSWERS.ship}`, `客户: ${SAYS.pay}\n机器人: ${ANSWERS.pay}`],
    ]);
    expect(await rows()).toMatchObject([{ state: "synced" }]);
  });

  it("are not lost in an outage of hours, and come in the end in order", async () => {
    let away = true;
    const crm = memoryCrm((ticket) =>
      away ? { kind: "unavailable", code: "ECONNREFUSED" } : recorded(ticket),
    );
    const recorder = open(crm.record);
    for (const content of [SAYS.ship, SAYS.pay, SAYS.ship]) {
      await say("outage", content);
      await passTime();
      await recorder.run();
    }
    expect(await rows()).toMatchObject([{ state: "dirty", code: "ECONNREFUSED", failures: 3 }]);
    away = false;
    await passTime();
    await recorder.run();
    expect([...crm.told.values()][0]?.map((text) => text.split("\n")[0])).toEqual(
      [SAYS.ship, SAYS.pay, SAYS.ship].map((content) => `客户: ${content}`),
    );
  });

  it("of practice accounts stay here", async () => {
    await tables.rows("UPDATE account SET simulated = true");
    await say("practice", SAYS.ship);
    expect(await rows()).toEqual([]);
  });

  it("that a dead process was telling are told by another", async () => {
    await say("dead", SAYS.ship);
    await passTime();
    const dying = open(() => new Promise<Recorded>(() => undefined));
    expect(await dying.round()).toBe(1);
    recorders.pop();
    await tables.rows("UPDATE delivery SET lease_until = now() - interval '1 second'");
    const crm = memoryCrm();
    await open(crm.record).run();
    expect([...crm.told.values()]).toHaveLength(1);
    expect(await rows()).toMatchObject([{ state: "synced" }]);
  });
});

describe("a CRM that says no", () => {
  it("to one ticket leaves that one to a person, and hears the others", async () => {
    await say("refused", SAYS.ship);
    await say("taken", SAYS.pay);
    const crm = memoryCrm((ticket) =>
      ticket.fan.externalId === "refused" ? { kind: "refused", code: "http_422" } : recorded(ticket),
    );
    await passTime();
    await open(crm.record).run();
    const ends = (await rows()).map(({ state, code }) => `${state} ${code}`);
    expect(new Set(ends)).toEqual(new Set(["dead http_422", "synced null"]));
  });

  it("to everything is left alone until a person changes the connection, with nothing lost", async () => {
    await say("shut", SAYS.ship);
    await passTime();
    const recorder = open(async () => ({ kind: "shut", code: "http_401" }));
    await recorder.run();
    await say("shut too", SAYS.ship);
    await passTime();
    expect(await recorder.round()).toBe(0);
    expect(await tables.rows("SELECT state, code FROM connector")).toEqual([
      { state: "shut", code: "http_401" },
    ]);
    expect((await rows()).map(({ state }) => state)).toEqual(["dirty", "dirty"]);
    await tables.rows("UPDATE connector SET state = 'active', code = NULL");
    await passTime();
    const crm = memoryCrm();
    await open(crm.record).run();
    expect(crm.told.size).toBe(2);
  });

  it("by a bug of the connector is tried again later", async () => {
    await say("bug", SAYS.ship);
    await passTime();
    const recorder = open(() => Promise.reject(new Error("a bug")));
    await recorder.run();
    expect(recorder.troubles).toEqual(["record"]);
    expect(await rows()).toMatchObject([{ state: "dirty", code: "connector_failed", failures: 1 }]);
  });
});
