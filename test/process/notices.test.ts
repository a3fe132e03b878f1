import { randomUUID } from "node:crypto";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

import { fan } from "../http/fan/fan.ts";
import { type Browser, browser, signedIn } from "../support/api.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { bodyOf } from "../support/desk.ts";
import { type Server, startServer } from "../support/server.ts";
import { openTables, type Tables } from "../support/tables.ts";

const SUBSCRIPTION = "sub-service-reply";
const TEMPLATE = "tm-repair-progress";
const FATE_MS_MAX = 20_000;

let database: TestDatabase;
let tables: Tables;
let server: Server;
let agent: Browser;
let admin: Browser;

beforeAll(async () => {
  database = await testDatabase();
  tables = await openTables(database.url);
  server = await startServer({ databaseUrl: database.url });
  admin = browser(server, (await signedIn(tables, [{ role: "admin", queues: "all" }])).cookie);
  agent = await sitDown();
  await admin("POST", `/accounts/${server.account.id}/notices/list`);
  await admin("PUT", `/accounts/${server.account.id}/notices/${TEMPLATE}`, { offered: true });
}, 60_000);

afterAll(async () => {
  await server.stop();
  await tables.close();
  await database.drop();
});

/** An agent who takes whoever comes. */
async function sitDown(): Promise<Browser> {
  const { id, cookie } = await signedIn(tables, [{ role: "agent", queues: "all" }]);
  const seatId = randomUUID();
  await tables.rows("UPDATE queue SET policy = $1", [{ autoAccept: true }]);
  await tables.rows("INSERT INTO queue_member (queue_id, staff_id) SELECT id, $1 FROM queue", [id]);
  await tables.rows("INSERT INTO seat (id, number, group_id) SELECT $1, 'N-1', id FROM queue_group LIMIT 1", [
    seatId,
  ]);
  const call = browser(server, cookie);
  bodyOf(await call("POST", "/seat/session", { seatId, presence: "ready" }));
  return call;
}

/** Asks until the answer is one; the last one where that takes too long. */
async function until<Value>(ask: () => Promise<Value>, is: (value: Value) => boolean): Promise<Value> {
  const end = Date.now() + FATE_MS_MAX;
  for (;;) {
    const value = await ask();
    if (is(value) || Date.now() > end) return value;
  }
}

/** A fan whom the agent serves. */
async function serve(name: string) {
  // No browser keeps her stream open.
  await tables.rows("UPDATE agent_session SET beat_at = now()");
  const phone = await fan(server).as(name);
  await phone.act({ does: "write", text: "转人工" });
  const served = () =>
    tables.rows<{ id: string }>(
      `SELECT c.id FROM contact t JOIN conversation c ON c.id = t.conversation_id
       JOIN identity i ON i.id = c.identity_id WHERE i.external_id = $1 AND t.state = 'active'`,
      [phone.openid],
    );
  const [conversation] = await until(served, (rows) => rows.length > 0);
  if (conversation === undefined) throw new Error(`${name} is not served`);
  const { id } = conversation;

  return {
    ...phone,
    offered: async () =>
      bodyOf<{ items: { id: string }[] }>(await agent("GET", `/conversations/${id}/notices`)).items.map(
        (one) => one.id,
      ),
    async notify(templateId: string, values: object): Promise<string | undefined> {
      const sent = await agent("POST", `/conversations/${id}/notices`, { templateId, values });
      const [seq] = bodyOf<{ seqs: number[] }>(sent).seqs;
      type Item = { seq?: number; send?: { state: string; code: string | null } };
      const fate = async () =>
        bodyOf<{ items: Item[] }>(await agent("GET", `/conversations/${id}/messages?limit=100`)).items.find(
          (item) => item.seq === seq,
        )?.send;
      const told = await until(fate, (send) => /^(?:un)?delivered$|^rejected$/.test(send?.state ?? ""));
      return [told?.state, told?.code].filter(Boolean).join(" ");
    },
  };
}

describe("a notice, from an agent to the fan's phone and back to its bubble", () => {
  it("is offered once she has agreed, reaches her, and is shown as delivered by the platform's report", async () => {
    const talk = await serve("小订");
    expect(await talk.offered()).toEqual([TEMPLATE]);
    await talk.act({ does: "answer_notice", template: SUBSCRIPTION, accepted: true });
    expect(await talk.offered()).toContain(SUBSCRIPTION);

    const values = { thing1: "空气净化器退货", phrase2: "已同意", time3: "2026年11月26日 14:00" };
    expect(await talk.notify(SUBSCRIPTION, values)).toBe("delivered");
    const { thread } = await talk.phone();
    expect(thread.findLast(({ side }) => side === "account")).toMatchObject({
      via: "api",
      shows: { kind: "news", title: "空气净化器退货" },
    });
    expect(await talk.offered()).toEqual([TEMPLATE]);
  }, 60_000);

  it("which she has turned off is taken by the platform, and shown as not delivered", async () => {
    const talk = await serve("不收的");
    await talk.act({ does: "answer_notice", template: TEMPLATE, accepted: false, inSettings: true });
    const values = { first: "有新进展", keyword1: "R2026", keyword2: "已寄回", remark: "请查收" };
    expect(await talk.notify(TEMPLATE, values)).toBe("undelivered user_block");
  }, 60_000);
});
