import { afterAll, afterEach, beforeAll, describe, expect, it } from "@jest/globals";
import type { Delivery } from "../../../src/core/channel/adapter.ts";
import type { Channel } from "../../../src/flow/channel.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";
import { openThread } from "../../support/outbox.ts";
import { openShop } from "../../support/shop.ts";
import { openTables, type Tables } from "../../support/tables.ts";
import { ACCEPTED, openSender, rejected, type Sender, type SenderOptions } from "./harness.ts";

let database: TestDatabase;
let tables: Tables;
let shop: Channel;

beforeAll(async () => {
  database = await testDatabase();
  tables = await openTables(database.url);
  shop = await openShop(database.url);
});

afterAll(async () => {
  await tables.close();
  await database.drop();
});

const senders: Sender[] = [];
afterEach(async () => {
  for (const sender of senders.splice(0)) await sender.end();
  await tables.rows("TRUNCATE outbox");
});

function open(options: Partial<SenderOptions> = {}): Sender {
  const sender = openSender({ url: database.url, accounts: [shop.account.id], ...options });
  senders.push(sender);
  return sender;
}

const thread = (fan: string, account = shop.account.id) => openThread(tables, account, fan);

/** A platform that answers when the test says so. */
function openGate() {
  const waiting = new Map<string, (delivery: Delivery) => void>();
  return {
    deliver: (words: string) => new Promise<Delivery>((resolve) => waiting.set(words, resolve)),
    answer: (words: string, delivery: Delivery = ACCEPTED): void => waiting.get(words)?.(delivery),
  };
}

describe("words of one conversation", () => {
  it("leave one after the other, in order", async () => {
    const fan = await thread("order");
    for (const words of ["one", "two", "three"]) await fan.say(words);
    const gate = openGate();
    const sender = open({ deliver: gate.deliver });
    expect([await sender.round(), await sender.round()]).toEqual([1, 0]);
    expect(await fan.states()).toEqual(["sending", "queued", "queued"]);
    gate.answer("one");
    await sender.close();
    expect(await sender.round()).toBe(1);
    gate.answer("two");
    await sender.close();
    await sender.round();
    gate.answer("three");
    await sender.close();
    expect(sender.got).toEqual(["order: one", "order: two", "order: three"]);
    expect(await fan.states()).toEqual(["accepted", "accepted", "accepted"]);
  });

  it("wait behind one that has to be tried again", async () => {
    const fan = await thread("retried");
    await fan.say("first");
    await fan.say("second");
    const sender = open({ deliver: (words) => (words === "first" ? rejected("-1", "retry") : ACCEPTED) });
    await sender.turn();
    expect([await sender.turn(), await sender.turn()]).toEqual([0, 0]);
    expect(await fan.states()).toEqual(["queued -1", "queued"]);
  });

  it("do not wait behind one that nobody knows about", async () => {
    const fan = await thread("doubt");
    await fan.say("first");
    await fan.say("second");
    const sender = open({
      deliver: (words) => (words === "first" ? { kind: "unknown", reason: "no_answer" } : ACCEPTED),
    });
    while ((await sender.turn()) > 0);
    expect(sender.got).toEqual(["doubt: first", "doubt: second"]);
    expect(await fan.states()).toEqual(["unknown no_answer", "accepted"]);
  });

  it("wait for a passive reply that is just leaving with its webhook, and no longer", async () => {
    const fan = await thread("leaving");
    const lane = await tables.value<number>("INSERT INTO lane (alive_at) VALUES (now()) RETURNING id");
    const passive = { class: "notice", state: "passive", lane_id: lane, batch: 1 } as const;
    await fan.say("please wait", { ...passive, passive_until: new Date(Date.now() + 4_000) });
    await fan.say("here I am");
    const sender = open();
    expect(await sender.turn()).toBe(0);
    await tables.rows("UPDATE lane SET settled = 1 WHERE id = $1", [lane]);
    expect(await sender.turn()).toBe(1);
    expect(sender.got).toEqual(["leaving: here I am"]);
  });

  it("do not wait for a passive reply of a process that is gone", async () => {
    const fan = await thread("left");
    const passive = { class: "notice", state: "passive", lane_id: 999_999, batch: 1 } as const;
    await fan.say("please wait", { ...passive, passive_until: new Date(Date.now() + 4_000) });
    await fan.say("here I am");
    expect(await open().turn()).toBe(1);
  });
});

describe("an answer that a webhook may still carry away", () => {
  it("is left to it as long as the platform delivers again, and then sent", async () => {
    const fan = await thread("webhook");
    const before = (ms: number) => new Date(Date.now() - ms);
    await fan.say("48 hours", { class: "faq", passive_until: before(19_000) });
    const sender = open();
    expect(await sender.turn()).toBe(0);
    await tables.rows("UPDATE outbox SET passive_until = $1", [before(21_000)]);
    expect(await sender.turn()).toBe(1);
    expect(await fan.states()).toEqual(["accepted"]);
  });
});

describe("conversations", () => {
  it("do not wait for each other", async () => {
    const [slow, quick] = [await thread("slow"), await thread("quick")];
    await slow.say("slow");
    await quick.say("quick");
    const gate = openGate();
    const sender = open({ deliver: (words) => (words === "slow" ? gate.deliver(words) : ACCEPTED) });
    expect(await sender.round()).toBe(2);
    while ((await quick.states())[0] !== "accepted");
    expect(await slow.states()).toEqual(["sending"]);
    gate.answer("slow");
    await sender.close();
  });

  it("of a slow account take up no places of another's", async () => {
    const other = await openShopBeside();
    for (let n = 0; n < 20; n += 1) await (await thread(`crowd ${n}`)).say(`crowd ${n}`);
    const gate = openGate();
    const deliver = (words: string, to: string) => (to === "other" ? ACCEPTED : gate.deliver(words));
    const sender = open({ accounts: [shop.account.id, other], deliver });
    expect(await sender.round()).toBe(16);
    const fan = await thread("other", other);
    await fan.say("hello");
    expect(await sender.round()).toBe(1);
    while ((await fan.states())[0] !== "accepted");
    for (let n = 0; n < 20; n += 1) gate.answer(`crowd ${n}`);
    await sender.close();
    expect(await sender.round()).toBe(4);
    for (let n = 0; n < 20; n += 1) gate.answer(`crowd ${n}`);
    await sender.close();
  });

  it("with an agent's words come before those with the bot's", async () => {
    for (let n = 0; n < 20; n += 1) await (await thread(`bot ${n}`)).say("x", { class: "faq" });
    await (await thread("agent")).say("from a person");
    const sender = open();
    await sender.turn();
    expect(sender.got).toHaveLength(16);
    expect(sender.got).toContain("agent: from a person");
  });

  it("are shared by two processes without one message sent twice or out of order", async () => {
    const fans = Array.from({ length: 12 }, (_, n) => `shared ${n}`);
    for (const fan of fans) {
      const out = await thread(fan);
      for (const words of ["1", "2", "3"]) await out.say(words);
    }
    const [one, other] = [open(), open()];
    let idle = 0;
    while (idle < 2) idle = (await Promise.all([one.turn(), other.turn()])).some((n) => n > 0) ? 0 : idle + 1;
    const got = [...one.got, ...other.got];
    expect(got.toSorted()).toEqual(fans.flatMap((fan) => [1, 2, 3].map((n) => `${fan}: ${n}`)).toSorted());
    expect(
      await tables.value("SELECT count(*)::int FROM outbox WHERE state = 'accepted' AND attempts = 1"),
    ).toBe(36);
  });

  it("of an account that cannot send are left alone", async () => {
    const fan = await thread("elsewhere");
    await fan.say("x");
    expect(await open({ accounts: [] }).turn()).toBe(0);
    expect(await fan.states()).toEqual(["queued"]);
  });
});

async function openShopBeside(): Promise<string> {
  return tables.value(
    `INSERT INTO account (id, platform, name, simulated, config, created_at)
     VALUES (gen_random_uuid(), 'test', 'beside', true, '{}', now()) RETURNING id::text`,
  );
}
