import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { DAY, MINUTE } from "../../../src/core/kernel/instant.ts";
import type { Channel } from "../../../src/flow/channel.ts";
import { createTend } from "../../../src/flow/tend/tend.ts";
import { peopleChores } from "../../../src/store/action/chores.ts";
import { chores } from "../../../src/store/loop/chores.ts";
import { createConnection } from "../../../src/store/hot/connection.ts";
import { expectConservation } from "../../support/conservation.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";
import { type Node, openNode } from "../../support/node.ts";
import { openShop, SAYS } from "../../support/shop.ts";
import { openTables, type Tables } from "../../support/tables.ts";

let database: TestDatabase;
let tables: Tables;
let channel: Channel;
let node: Node;
let connect: ReturnType<typeof createConnection>;
let now = Date.now();
let sent = 0;

beforeAll(async () => {
  database = await testDatabase();
  tables = await openTables(database.url);
  channel = await openShop(database.url);
  node = await openNode({ url: database.url, channel, clock: () => now, lanes: 1 });
  connect = createConnection(database.url);
});

afterAll(async () => {
  await (await connect()).end();
  await node.close();
  await tables.close();
  await database.drop();
});

/** A fresh tend, as after a restart: it has nothing but the rows. */
let tend: ReturnType<typeof createTend>;
const tended = new Map<string, number>();
const crashes: string[] = [];
const wakes: string[] = [];
let canSend: readonly string[] = [];

beforeEach(() => {
  canSend = [];
  tended.clear();
  crashes.length = 0;
  wakes.length = 0;
  tend = createTend({
    chores: chores(connect),
    people: peopleChores(connect, { drop: () => Promise.resolve() }),
    clock: () => now,
    deskOf: () => channel.desk,
    canSend: () => canSend,
    wake: ({ topic }) => void wakes.push(topic),
    watch: { tended: (what: string, count: number) => void tended.set(what, count) } as never,
    crash: (point) => void crashes.push(point),
  });
});

async function ask(fan: string, content: string = SAYS.ship) {
  const answer = await node.accept({ fan, number: (sent += 1), content });
  if (answer.kind !== "say") throw new Error("nothing was said");
  return answer;
}

const OF_FAN = `JOIN conversation c ON c.id = x.conversation_id JOIN identity i ON i.id = c.identity_id
  WHERE i.external_id = $1`;

const repliesTo = (fan: string) =>
  tables.rows(`SELECT x.state, x.code FROM outbox x ${OF_FAN} ORDER BY x.seq`, [fan]);

const contactOf = async (fan: string) => {
  const rows = await tables.rows<{ [column: string]: unknown }>(
    `SELECT x.state, x.queue_reason, x.resolution, x.due_at, t.state AS ticket FROM contact x
     JOIN ticket t ON t.id = x.ticket_id ${OF_FAN} ORDER BY x.created_at`,
    [fan],
  );
  return rows.at(-1);
};

/** As if its way had been open until so long ago. */
const age = (fan: string, interval: string) =>
  tables.rows(
    `UPDATE outbox x SET passive_until = passive_until - $2::interval, at = x.at - $2::interval
     FROM conversation c JOIN identity i ON i.id = c.identity_id WHERE c.id = x.conversation_id AND i.external_id = $1`,
    [fan, interval],
  );

describe("an answer that no delivery carried away", () => {
  it("is waited for as long as the platform delivers again", async () => {
    await (await ask("young")).returned("queued");
    await age("young", "20 seconds");
    await tend.round();
    expect(await repliesTo("young")).toEqual([{ state: "queued", code: null }]);
    expect(crashes).toEqual([]);
  });

  it("expires then, and its contact waits for a person", async () => {
    await age("young", "5 seconds");
    await tend.round();
    expect(tended.get("undelivered")).toBe(1);
    expect(crashes).toEqual(["tend.expired"]);
    expect(wakes).toEqual(["seat"]);
    expect(await repliesTo("young")).toEqual([{ state: "expired", code: "no_way_out" }]);
    expect(await contactOf("young")).toMatchObject({
      state: "queued",
      queue_reason: "answer_undelivered",
      due_at: null,
    });
    const events = await tables.rows(
      `SELECT e.code, e.actor, e.data FROM event e JOIN contact x ON x.id = e.subject_id ${OF_FAN}
       ORDER BY e.seq DESC LIMIT 1`,
      ["young"],
    );
    expect(events).toEqual([
      { code: "queued", actor: "system", data: { reason: "answer_undelivered", undelivered: 2 } },
    ]);
  });

  it("is found once", async () => {
    expect(await tend.round()).toBe(0);
  });

  it("leaves a contact alone that waits for a person anyway", async () => {
    await (await ask("waiting", SAYS.person)).returned("queued");
    await age("waiting", "25 seconds");
    await tend.round();
    expect(await repliesTo("waiting")).toEqual([{ state: "expired", code: "no_way_out" }]);
    expect(await contactOf("waiting")).toMatchObject({ state: "queued", queue_reason: "asked" });
  });

  it("expires where the slow path made it, too", async () => {
    await (await ask("slow")).returned("queued");
    await tables.rows(
      `UPDATE outbox x SET passive_for = NULL, passive_until = NULL, at = now() - interval '21 seconds'
       FROM conversation c JOIN identity i ON i.id = c.identity_id WHERE c.id = x.conversation_id AND i.external_id = 'slow'`,
    );
    await tend.round();
    expect(await contactOf("slow")).toMatchObject({ state: "queued", queue_reason: "answer_undelivered" });
  });

  it("is never one that has left or is on its way", async () => {
    (await ask("left")).left();
    const answer = await ask("sending");
    await age("left", "1 minute");
    await age("sending", "1 minute");
    await tend.round();
    expect([...(await repliesTo("left")), ...(await repliesTo("sending"))].map(({ state }) => state)).toEqual(
      ["passive", "passive"],
    );
    answer.left();
  });
});

describe("an answer of an account that can send", () => {
  const settle = (fan: string, state: string, code: string) =>
    tables.rows(
      `UPDATE outbox x SET state = $2::outbox_state, code = $3, due_at = now()
       FROM conversation c JOIN identity i ON i.id = c.identity_id WHERE c.id = x.conversation_id AND i.external_id = $1`,
      [fan, state, code],
    );

  it("is the send loop's where no delivery carried it away", async () => {
    canSend = [channel.account.id];
    await (await ask("sendable")).returned("queued");
    await age("sendable", "1 minute");
    await tend.round();
    expect(tended.get("undelivered")).toBe(0);
    expect(await repliesTo("sendable")).toEqual([{ state: "queued", code: null }]);
  });

  it.each([
    ["rejected", "45015"],
    ["expired", "too_late"],
  ])("is a person's matter once, and stays %s, when sending failed for good", async (state, code) => {
    canSend = [channel.account.id];
    await (await ask(state)).returned("queued");
    await settle(state, state, code);
    await tend.round();
    expect(tended.get("undelivered")).toBe(1);
    expect(await repliesTo(state)).toEqual([{ state, code }]);
    expect(await contactOf(state)).toMatchObject({ state: "queued", queue_reason: "answer_undelivered" });
    expect(await tend.round()).toBe(0);
  });

  it("changes nothing when it fails while the fan waits for a person anyway", async () => {
    await (await ask("told in vain", SAYS.person)).returned("queued");
    await settle("told in vain", "rejected", "45047");
    await tend.round();
    expect(await contactOf("told in vain")).toMatchObject({ state: "queued", queue_reason: "asked" });
  });
});

describe("a lane whose process died", () => {
  it("leaves exactly the replies above its watermark unknown", async () => {
    const dying = await openNode({ url: database.url, channel, clock: () => now, lanes: 1 });
    const send = async (fan: string) => dying.accept({ fan, number: (sent += 1), content: SAYS.ship });
    for (const fan of ["gone 1", "gone 2"]) {
      const answer = await send(fan);
      if (answer.kind === "say") answer.left();
    }
    await send("lost 1"); // its batch tells that the first two have left
    await send("lost 2");
    await tables.rows("UPDATE lane SET alive_at = now() - interval '29 seconds' WHERE id = $1", [
      dying.laneIds[0],
    ]);
    await tend.round();
    expect(tended.get("lost")).toBe(0);
    await tables.rows("UPDATE lane SET alive_at = now() - interval '31 seconds' WHERE id = $1", [
      dying.laneIds[0],
    ]);
    await tend.round();
    expect(tended.get("lost")).toBe(2);

    for (const fan of ["gone 1", "gone 2"])
      expect(await repliesTo(fan)).toEqual([{ state: "passive", code: null }]);
    for (const fan of ["lost 1", "lost 2"]) {
      expect(await repliesTo(fan)).toEqual([{ state: "unknown", code: "process_died" }]);
    }
    // Of this process nothing was lost.
    expect((await repliesTo("left"))[0]).toMatchObject({ state: "passive" });
    expect(await tables.value("SELECT count(*)::int FROM lane WHERE id = $1", [dying.laneIds[0]])).toBe(0);
    await tend.round();
    expect(tended.get("lost")).toBe(0);
    await dying.close();
  });
});

describe("what only takes space", () => {
  it("goes after seven days, but not what still has to be taken in", async () => {
    const keep = async (key: string, state: string, days: number) =>
      tables.rows(
        `INSERT INTO inbox (key, account_id, at, state, rule, raw, sender, stored_order)
         VALUES ($1, $2, now() - make_interval(days => $3, secs => 60), $4, 'r', 'raw', 's', 1)`,
        [key, channel.account.id, days, state],
      );
    const key = (n: number) => `00000000-0000-0000-0000-00000000000${n}`;
    await keep(key(1), "ignored", 7);
    await keep(key(2), "ignored", 6);
    await keep(key(3), "stored", 8);
    await tend.round();
    expect(tended.get("purged")).toBe(1);
    const left = await tables.rows<{ key: string }>("SELECT key FROM inbox WHERE raw = 'raw' ORDER BY key");
    expect(left.map((row) => row.key)).toEqual([key(2), key(3)]);
    await tables.rows("DELETE FROM inbox WHERE raw = 'raw'");
  });
});

describe("the months ahead", () => {
  it("are made before they come, and the log goes on in them", async () => {
    now += 100 * DAY;
    await tend.round();
    const month = new Date(now + 8 * 60 * MINUTE + 85 * DAY).toISOString().slice(0, 7).replace("-", "_");
    expect(await tables.value("SELECT to_regclass($1) IS NOT NULL", [`message_${month}`])).toBe(true);
    (await ask("later")).left();
    expect(await contactOf("later")).toMatchObject({ state: "bot" });
  });
});

it("keeps every contact the fold of its events through all this", async () => {
  await expectConservation(tables, sent);
});
