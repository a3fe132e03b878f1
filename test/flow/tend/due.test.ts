import { randomFillSync } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import type { Client } from "pg";
import type { Content } from "../../../src/core/channel/content.ts";
import { createIds } from "../../../src/core/kernel/id.ts";
import { DAY, HOUR, MINUTE } from "../../../src/core/kernel/instant.ts";
import type { LedgerRules } from "../../../src/core/ledger/rule.ts";
import type { Floor } from "../../../src/core/seating/floor.ts";
import { defaultSettings } from "../../../src/core/setting/registry.ts";
import type { Channel } from "../../../src/flow/channel.ts";
import type { AnswerDesk } from "../../../src/flow/take-in/batch/planned.ts";
import { createDue } from "../../../src/flow/tend/due.ts";
import type { Waking } from "../../../src/flow/waking.ts";
import { createConnection } from "../../../src/store/hot/connection.ts";
import { openSession } from "../../../src/store/hot/session.ts";
import { chores } from "../../../src/store/loop/chores.ts";
import { expectConservation } from "../../support/conservation.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";
import { emptyFloor, staffedFloor } from "../../support/floor.ts";
import { type Node, openNode } from "../../support/node.ts";
import { ANSWERS, openShop, SAYS } from "../../support/shop.ts";
import { openTables, type Tables, threadOf } from "../../support/tables.ts";

const IDLE_MS = 20 * MINUTE;
const PAUSE_MS = 2_500;
const WAIT_MS = 4_000;

let database: TestDatabase;
let tables: Tables;
let channel: Channel;
let node: Node;
let other: Client;
let connect: ReturnType<typeof createConnection>;
let now = Date.now();
let floor: Floor = staffedFloor;
let desk: AnswerDesk | undefined;
let sent = 0;
let rules: LedgerRules | undefined;

/** As after a restart: it has nothing but the rows. */
let due: ReturnType<typeof createDue>;
const wakes: string[] = [];
const troubles: string[] = [];

beforeAll(async () => {
  database = await testDatabase();
  tables = await openTables(database.url);
  channel = await openShop(database.url, {
    "bot.idleMs": IDLE_MS,
    "turn.pauseMs": PAUSE_MS,
    "turn.waitMsMax": WAIT_MS,
    // Of two entries nearly every piece would find one, or be asked about.
    "answer.threshold": 0.995,
    "answer.askFrom": 2,
  });
  node = await openNode({ url: database.url, channel, clock: () => now, lanes: 1, floor: () => floor });
  other = await openSession(database.url);
  connect = createConnection(database.url);
});

afterAll(async () => {
  await (await connect()).end();
  await other.end();
  await node.close();
  await tables.close();
  await database.drop();
});

beforeEach(() => {
  wakes.length = 0;
  troubles.length = 0;
  floor = staffedFloor;
  desk = channel.desk;
  rules = undefined;
  due = createDue({
    chores: chores(connect),
    clock: () => now,
    ids: createIds(
      () => now,
      (bytes) => randomFillSync(bytes),
    ),
    deskOf: () => desk,
    rulesOf: () => rules,
    floor: () => floor,
    crash: () => undefined,
    wake: ({ topic }: Waking) => void wakes.push(topic),
    watch: {
      tended: () => undefined,
      trouble: (what: string, error: unknown) => void troubles.push(`${what}: ${String(error)}`),
    } as never,
  });
});

const say = (fan: string, content: Content | string) => node.answer({ fan, number: (sent += 1), content });

const OF_FAN = `JOIN conversation c ON c.id = x.conversation_id JOIN identity i ON i.id = c.identity_id
  WHERE i.external_id = $1`;

const contactOf = async (fan: string) => {
  const rows = await tables.rows<{ [column: string]: unknown }>(
    `SELECT x.state, x.queue_reason, x.resolution, x.turn_seq, x.due_at, t.state AS ticket FROM contact x
     JOIN ticket t ON t.id = x.ticket_id ${OF_FAN} ORDER BY x.created_at`,
    [fan],
  );
  return rows.at(-1);
};
const outboxOf = (fan: string) =>
  tables.rows(`SELECT x.seq, x.class, x.state, x.passive_for FROM outbox x ${OF_FAN} ORDER BY x.seq`, [fan]);
const inboxOf = (fan: string) =>
  tables.rows(`SELECT x.state, x.rule, x.reply_seq FROM inbox x ${OF_FAN} ORDER BY x.seq`, [fan]);

const MISSED = `bot: ${defaultSettings["notice.missed"]}`;

describe("a turn", () => {
  it("gets no answer from the webhook, and is kept as waiting", async () => {
    expect(await say("pieces", "在吗")).toEqual({ kind: "silent" });
    now += 1_000;
    expect(await say("pieces", { kind: "image", mediaId: "m" })).toEqual({ kind: "silent" });
    expect(await contactOf("pieces")).toMatchObject({
      state: "bot",
      turn_seq: 1,
      due_at: new Date(now + PAUSE_MS),
    });
    expect(await inboxOf("pieces")).toEqual(
      [1, 2].map(() => ({ state: "waiting", rule: "turn", reply_seq: null })),
    );
  });

  it("is left alone before its time", async () => {
    now += PAUSE_MS - 1;
    expect(await due.round()).toBe(0);
    expect(await threadOf(tables, "pieces")).toEqual(["fan: 在吗", "fan: image"]);
  });

  it("is answered then as one text, once, by the send loop", async () => {
    await say("pieces", "什么时候");
    now += WAIT_MS;
    expect(await due.round()).toBe(1);
    const thread = await threadOf(tables, "pieces");
    expect(thread.slice(0, 3)).toEqual(["fan: 在吗", "fan: image", "fan: 什么时候"]);
    expect(thread).toHaveLength(4);
    expect(await outboxOf("pieces")).toMatchObject([{ seq: 4, state: "queued", passive_for: null }]);
    expect(wakes).toEqual(["send"]);
    expect(await contactOf("pieces")).toMatchObject({
      state: "bot",
      turn_seq: null,
      due_at: new Date(now + IDLE_MS),
    });
    expect(await due.round()).toBe(0);
  });

  it("finds the entry that no piece named alone", async () => {
    await say("halves", "什么时");
    await say("halves", "候发货");
    now += PAUSE_MS;
    await due.round();
    expect(await threadOf(tables, "halves")).toEqual(["fan: 什么时", "fan: 候发货", `bot: ${ANSWERS.ship}`]);
    expect(await outboxOf("halves")).toEqual([{ seq: 3, class: "faq", state: "queued", passive_for: null }]);
  });

  it("is a person's where the platform would not take what the bot says to it", async () => {
    for (const [fan, places] of [
      ["no place", 2],
      ["a place", 3],
    ] as const) {
      await say(fan, "在吗");
      now += PAUSE_MS;
      rules = [{ since: 0, allowances: { message: { places, forMs: HOUR } } }];
      await due.round();
    }
    expect(await contactOf("no place")).toMatchObject({
      state: "queued",
      queue_reason: "answer_undelivered",
      turn_seq: null,
    });
    expect(await threadOf(tables, "no place")).toEqual(["fan: 在吗"]);
    expect(await contactOf("a place")).toMatchObject({ state: "bot" });
    expect(await outboxOf("a place")).toHaveLength(1);
    expect(troubles).toEqual([]);
  });

  it("is over at once with words that the bot is sure of, which leave with the webhook", async () => {
    await say("sure", "在吗");
    expect(await say("sure", SAYS.ship)).toMatchObject({ kind: "say" });
    expect(await outboxOf("sure")).toMatchObject([{ seq: 3, state: "passive", passive_for: 2 }]);
    now += WAIT_MS;
    expect(await due.round()).toBe(0);
    expect(await contactOf("sure")).toMatchObject({ turn_seq: null });
  });

  it("ends with a person where the pieces come to that", async () => {
    await say("twice", SAYS.nonsense);
    now += PAUSE_MS;
    await due.round();
    expect(await threadOf(tables, "twice")).toEqual([`fan: ${SAYS.nonsense}`, MISSED]);
    await say("twice", SAYS.nonsense);
    now += PAUSE_MS;
    wakes.length = 0;
    await due.round();
    expect(await contactOf("twice")).toMatchObject({
      state: "queued",
      queue_reason: "missed_twice",
      due_at: null,
    });
    expect(wakes).toEqual(["seat", "send"]);
  });

  it("ends with a promise where nobody is there", async () => {
    floor = emptyFloor;
    await say("night", SAYS.nonsense);
    now += PAUSE_MS;
    await due.round();
    await say("night", SAYS.nonsense);
    now += PAUSE_MS;
    wakes.length = 0;
    await due.round();
    expect(await contactOf("night")).toMatchObject({ state: "left_message" });
    expect(wakes).toEqual(["floor", "send"]);
  });

  it("waits where somebody has the conversation, and is answered when it is free", async () => {
    await say("held", SAYS.nonsense);
    now += PAUSE_MS;
    await other.query("BEGIN");
    await other.query(
      `SELECT 1 FROM conversation c JOIN identity i ON i.id = c.identity_id
       WHERE i.external_id = 'held' FOR UPDATE OF c`,
    );
    expect(await due.round()).toBe(0);
    await other.query("ROLLBACK");
    expect(await due.round()).toBe(1);
    expect(await threadOf(tables, "held")).toEqual([`fan: ${SAYS.nonsense}`, MISSED]);
  });

  it("comes before what the fan writes next, or after it, and is never answered twice", async () => {
    const fans = Array.from({ length: 12 }, (_, index) => `race ${index}`);
    await Promise.all(fans.map((fan) => say(fan, SAYS.nonsense)));
    now += PAUSE_MS;
    const [, steps] = await Promise.all([Promise.all(fans.map((fan) => say(fan, SAYS.ship))), due.round()]);
    const answered = await Promise.all(
      fans.map(async (fan) => (await threadOf(tables, fan)).filter((line) => line.startsWith("bot"))),
    );
    for (const lines of answered) {
      expect(lines.at(-1)).toBe(`bot: ${ANSWERS.ship}`);
      expect(lines.length).toBeLessThanOrEqual(2);
    }
    expect(answered.filter((lines) => lines.length === 2)).toHaveLength(steps);
    now += WAIT_MS;
    expect(await due.round()).toBe(0);
  });

  it("becomes a person's matter where it cannot be decided on", async () => {
    await say("poison", SAYS.nonsense);
    now += PAUSE_MS;
    desk = {
      ...channel.desk,
      decide: () => {
        throw new Error("no");
      },
    };
    await due.round();
    expect(troubles).toEqual(["turn: Error: no"]);
    expect(await contactOf("poison")).toMatchObject({ state: "queued", queue_reason: "message_dead" });
  });

  it("waits for its account where that is not connected", async () => {
    await say("gone", SAYS.nonsense);
    now += PAUSE_MS;
    desk = undefined;
    await due.round();
    expect(await contactOf("gone")).toMatchObject({
      state: "bot",
      turn_seq: 1,
      due_at: new Date(now + HOUR),
    });
    desk = channel.desk;
    now += HOUR;
    await due.round();
    expect(await threadOf(tables, "gone")).toEqual([`fan: ${SAYS.nonsense}`, MISSED]);
  });
});

describe("a contact with the bot", () => {
  it("goes on where the fan has written since, and is looked at again in time", async () => {
    await say("lively", SAYS.ship);
    now += IDLE_MS - MINUTE;
    await say("lively", SAYS.ship);
    now += 2 * MINUTE;
    await due.round();
    expect(await contactOf("lively")).toMatchObject({
      state: "bot",
      due_at: new Date(now - 2 * MINUTE + IDLE_MS),
    });
  });

  it("is closed with its ticket when the fan has been silent for as long as her account says", async () => {
    await due.round();
    expect(await contactOf("lively")).toMatchObject({ state: "bot", ticket: "open" });
    now += IDLE_MS;
    await due.round();
    expect(await contactOf("lively")).toMatchObject({
      state: "closed",
      resolution: "idle",
      due_at: null,
      ticket: "closed",
    });
  });

  it("is opened anew by the fan's next words", async () => {
    await say("lively", SAYS.ship);
    expect(await contactOf("lively")).toMatchObject({ state: "bot", ticket: "open" });
  });

  it("is never closed while a person is awaited", async () => {
    await say("waiting", SAYS.person);
    now += DAY;
    await due.round();
    expect(await contactOf("waiting")).toMatchObject({ state: "queued" });
  });
});

it("keeps every contact the fold of its events through all this", async () => {
  await expectConservation(tables, sent);
});
