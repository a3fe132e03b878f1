import { randomUUID } from "node:crypto";

import { afterAll, beforeAll, expect, it } from "@jest/globals";

import { type Agent, bodyOf, type DeskFloor, openDeskFloor } from "../../support/desk.ts";

const API_KEY = randomUUID();

let floor: DeskFloor;
let lin: Agent;
let issues: string;
let hook: string;

beforeAll(async () => {
  floor = await openDeskFloor({ policy: { wrapRequired: [] } });
  lin = await floor.agent("小林", { capacity: 50 });
  const settings = { url: "https://crm.example/redmine", apiKey: API_KEY, project: "care" };
  issues = await connect("redmine", "客诉", settings, "2026-11-01");
  hook = await connect("signed-webhook", "数据仓", {}, "2026-11-02");
});
afterAll(() => floor.close());

async function connect(kind: string, name: string, config: object, day: string): Promise<string> {
  const id = randomUUID();
  await floor.tables.rows(
    `INSERT INTO connector (id, kind, name, config, state, created_at) VALUES ($1, $2, $3, $4, 'active', $5)`,
    [id, kind, name, config, day],
  );
  return id;
}

async function ticketOf(fan: string): Promise<string> {
  const { id } = await floor.serve(fan, lin);
  return floor.tables.value("SELECT ticket_id FROM contact WHERE id = $1", [id]);
}

async function recordsOf(ticketId: string): Promise<unknown> {
  const ticket = bodyOf<{ records: unknown[] }>(await lin.call("GET", `/tickets/${ticketId}`));
  expect(JSON.stringify(ticket)).not.toContain(API_KEY);
  return ticket.records;
}

it("tells of a practice account's ticket that it is in no CRM", async () => {
  await floor.tables.rows("UPDATE account SET simulated = true");
  expect(await recordsOf(await ticketOf("practice"))).toEqual([]);
});

it("tells what each CRM has of a ticket, and why another has nothing yet", async () => {
  await floor.tables.rows("UPDATE account SET simulated = false");
  const ticketId = await ticketOf("recorded");
  const set = (connectorId: string, change: string) =>
    floor.tables.rows(`UPDATE delivery SET ${change} WHERE connector_id = $1 AND ticket_id = $2`, [
      connectorId,
      ticketId,
    ]);
  const waits = { state: "waiting", since: expect.any(String), externalId: null, url: null, code: null };
  expect(await recordsOf(ticketId)).toEqual([
    { connector: "客诉", ...waits },
    { connector: "数据仓", ...waits },
  ]);

  await set(
    issues,
    "state = 'synced', external_id = '17', recorded_at = now(), dirty_since = NULL, due_at = NULL",
  );
  await set(hook, "state = 'dead', code = 'http_422', due_at = NULL");
  expect(await recordsOf(ticketId)).toMatchObject([
    { state: "recorded", externalId: "17", url: "https://crm.example/redmine/issues/17", code: null },
    { state: "dead", externalId: null, url: null, code: "http_422" },
  ]);

  await set(hook, "state = 'dirty', code = 'timed_out', due_at = now()");
  expect(await recordsOf(ticketId)).toMatchObject([{}, { state: "waiting", code: "timed_out" }]);
  await floor.tables.rows("UPDATE connector SET state = 'shut', code = 'http_401' WHERE id = $1", [hook]);
  expect(await recordsOf(ticketId)).toMatchObject([{}, { state: "waiting", code: "http_401" }]);
  await floor.tables.rows("UPDATE connector SET state = 'removed', code = NULL");
  expect(await recordsOf(ticketId)).toEqual([]);
});
