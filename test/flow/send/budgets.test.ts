import { afterAll, afterEach, beforeAll, describe, expect, it } from "@jest/globals";

import { type Budget, budgetAt } from "../../../src/core/ledger/budget.ts";
import { HOUR, MINUTE } from "../../../src/core/kernel/instant.ts";
import type { Channel } from "../../../src/flow/channel.ts";
import { createConnection } from "../../../src/store/hot/connection.ts";
import { rollUp } from "../../../src/store/spending/roll-up.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";
import { openThread, type OutboxRow, type ThreadOut } from "../../support/outbox.ts";
import { openShop } from "../../support/shop.ts";
import { openTables, type Tables } from "../../support/tables.ts";
import { openSender, rejected, type Sender, type SenderOptions } from "./harness.ts";

let database: TestDatabase;
let tables: Tables;
let shop: Channel;
let connect: ReturnType<typeof createConnection>;

beforeAll(async () => {
  database = await testDatabase();
  tables = await openTables(database.url);
  shop = await openShop(database.url);
  connect = createConnection(database.url);
});

afterAll(async () => {
  await (await connect()).end();
  await tables.close();
  await database.drop();
});

const senders: Sender[] = [];
afterEach(async () => {
  for (const sender of senders.splice(0)) await sender.end();
  await tables.rows("TRUNCATE outbox, spending, spending_mark, budget_told");
});

const rules = [{ since: 0, per: "day", zone: "Asia/Shanghai", sends: 10 }] as const;
const policy = { noticesUntil: 0.3, answersUntil: 0.6, warnFrom: 0.8 };
const words = () => ({ accountId: shop.account.id, kind: "words" }) as const;

function open(options: Partial<SenderOptions> = {}): Sender {
  const budgets = [{ kind: "words", rules, sendsMax: 0, policy }] as const;
  const sender = openSender({ url: database.url, accounts: [shop.account.id], budgets, ...options });
  senders.push(sender);
  return sender;
}

let fans = 0;
type Spoken = Pick<OutboxRow, "class">["class"];
/** One message to each of so many fans. */
const say = async (spender: Spoken, times: number) => {
  const threads: ThreadOut[] = [];
  for (let n = 0; n < times; n += 1) {
    const thread = await openThread(tables, shop.account.id, `fan ${(fans += 1)}`);
    await thread.say("words", { class: spender });
    threads.push(thread);
  }
  return async () => (await Promise.all(threads.map((thread) => thread.states()))).flat();
};
const count = (states: readonly string[], state: string) => states.filter((one) => one === state).length;
const today = (): Budget => {
  const budget = budgetAt(rules, Date.now());
  if (budget === undefined) throw new Error("no budget");
  return budget;
};
/** So many were given to the platform at that moment. */
const sentAt = async (at: number, times: number) => {
  for (let n = 0; n < times; n += 1) {
    const thread = await openThread(tables, shop.account.id, `fan ${(fans += 1)}`);
    const seq = await thread.say("words", { state: "accepted", at: new Date(at) });
    await tables.rows("UPDATE outbox SET sent_at = $3 WHERE conversation_id = $1 AND seq = $2", [
      thread.id,
      seq,
      new Date(at),
    ]);
  }
};

describe("an account whose platform takes so many messages a day", () => {
  it("gives notices their share, then late answers theirs, and people the rest", async () => {
    const sender = open();
    const notices = await say("notice", 5);
    await sender.turn();
    expect(count(await notices(), "accepted")).toBe(3);
    expect(count(await notices(), "rejected budget_kept")).toBe(2);
    const [answers, people] = [await say("faq", 5), await say("agent", 6)];
    await sender.turn();
    expect(count(await people(), "accepted")).toBe(6);
    expect(count(await answers(), "rejected budget_kept")).toBe(5);
  });

  it("makes a late answer that has no share a person's work, as everything that could not leave", async () => {
    await sentAt(Date.now(), 6);
    const answers = await say("faq", 1);
    await open().turn();
    expect(await answers()).toEqual(["rejected budget_kept"]);
    expect(await tables.value("SELECT count(*)::int FROM outbox WHERE due_at IS NOT NULL")).toBe(1);
  });

  it("lets people try past its end: the platform's word counts", async () => {
    await sentAt(Date.now(), 10);
    const people = await say("agent", 1);
    const sender = open({ deliver: () => rejected("45009", "park") });
    await sender.turn();
    expect(sender.got).toHaveLength(1);
    expect(await people()).toEqual(["rejected 45009"]);
  });

  it("counts what was given to the platform today: hours that are summed up, and the outbox since", async () => {
    const { since } = today();
    await sentAt(since - MINUTE, 4);
    await sentAt(Date.now() - 3 * HOUR > since ? Date.now() - 3 * HOUR : since, 2);
    await sentAt(Date.now(), 1);
    const before = open();
    await before.turn();
    const state = before.now(words());
    expect(state).toMatchObject({ used: 3, sends: 10, level: "calm" });
    await rollUp(await connect());
    const after = open();
    await after.turn();
    expect(after.now(words())).toEqual(state);
  });

  it("gives back what did not come to the platform; what that refused has cost a call, also once the hour is summed up", async () => {
    let now = Date.now();
    const codes = ["unreachable", "45015"];
    const sender = open({ deliver: () => rejected(codes.shift() ?? "", "give_up"), clock: () => now });
    await say("agent", 2);
    await sender.turn();
    expect(sender.now(words())?.used).toBe(2);
    now += MINUTE;
    await sender.turn();
    expect(sender.now(words())?.used).toBe(1);

    const before = Math.max(today().since, Date.now() - 3 * HOUR);
    await tables.rows("UPDATE outbox SET at = $1", [new Date(before)]);
    await rollUp(await connect());
    const later = open();
    await later.turn();
    expect(later.now(words())?.used).toBe(1);
  });

  it("begins anew with the day", async () => {
    await sentAt(today().since - 1, 10);
    const notices = await say("notice", 1);
    await open().turn();
    expect(await notices()).toEqual(["accepted"]);
  });

  it("tells at eight of ten, and at the end, once of all nodes", async () => {
    await sentAt(Date.now(), 8);
    const [one, other] = [open(), open()];
    await one.turn();
    await other.turn();
    expect([...one.alarms, ...other.alarms]).toEqual([
      { ...words(), since: today().since, level: "warned", used: 8, sends: 10 },
    ]);
    await sentAt(Date.now(), 2);
    const third = open();
    await third.turn();
    expect(third.alarms).toMatchObject([{ level: "used_up", used: 10 }]);
  });

  it("is one account's alone", async () => {
    await sentAt(Date.now(), 10);
    const neighbour = await openShop(database.url);
    const thread = await openThread(tables, neighbour.account.id, "fan");
    await thread.say("words", { class: "notice" });
    await open({ accounts: [shop.account.id, neighbour.account.id] }).turn();
    expect(await thread.states()).toEqual(["accepted"]);
  });
});

describe("the sums of hours", () => {
  const sums = () =>
    tables.rows("SELECT hour, spender, fate, count FROM spending ORDER BY hour, spender, fate");

  it("hold what was given and what was refused, each in its hour, and once, however often they are made", async () => {
    const hour = Math.floor((Date.now() - 5 * HOUR) / HOUR) * HOUR;
    await sentAt(hour, 2);
    await sentAt(hour + HOUR - 1, 1);
    await sentAt(hour + HOUR, 1);
    const thread = await openThread(tables, shop.account.id, `fan ${(fans += 1)}`);
    const at = new Date(hour + 1);
    await thread.say("words", { class: "notice", state: "rejected", code: "places_kept", at });
    await thread.say("words", { state: "expired", code: "window_closed", at });
    await thread.say("words", { state: "rejected", code: "48001", at });
    const client = await connect();
    const expected = [
      { hour: new Date(hour), spender: "agent", fate: "refused", count: 1 },
      { hour: new Date(hour), spender: "agent", fate: "sent", count: 3 },
      { hour: new Date(hour), spender: "agent", fate: "window_closed", count: 1 },
      { hour: new Date(hour), spender: "notice", fate: "places_kept", count: 1 },
      { hour: new Date(hour + HOUR), spender: "agent", fate: "sent", count: 1 },
    ];
    expect(await rollUp(client)).toBeGreaterThan(3);
    expect(await sums()).toEqual(expected);
    expect(await rollUp(client)).toBe(0);
    await tables.rows("UPDATE spending_mark SET until = $1", [new Date(hour)]);
    await rollUp(client);
    expect(await sums()).toEqual(expected);
  });

  it("are made anew a day later, by what is known then", async () => {
    const hour = Math.floor((Date.now() - 30 * HOUR) / HOUR) * HOUR;
    await sentAt(hour, 2);
    await tables.rows("INSERT INTO spending_mark (until) VALUES ($1)", [new Date(hour + HOUR)]);
    expect(await sums()).toEqual([]);
    await rollUp(await connect());
    expect(await sums()).toMatchObject([{ hour: new Date(hour), count: 2 }]);
  });
});
