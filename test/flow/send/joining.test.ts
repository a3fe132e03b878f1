import { randomUUID } from "node:crypto";

import { afterAll, afterEach, beforeAll, describe, expect, it } from "@jest/globals";
import type { Delivery } from "../../../src/core/channel/adapter.ts";
import { MINUTE } from "../../../src/core/kernel/instant.ts";
import type { Channel } from "../../../src/flow/channel.ts";
import type { SendChannel } from "../../../src/flow/send/attempt.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";
import { openThread } from "../../support/outbox.ts";
import { openShop } from "../../support/shop.ts";
import { openTables, type Tables } from "../../support/tables.ts";
import {
  ACCEPTED,
  openSender,
  rejected,
  type Sender,
  type SenderOptions,
  TEXT_BYTES_MAX,
} from "./harness.ts";

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

const policy = { keptForPeople: 0, noticesMax: 5 };
const ledgerOf = (places?: number): NonNullable<SendChannel["ledger"]> => ({
  rules: [
    { since: 0, allowances: { message: { forMs: MINUTE, ...(places === undefined ? {} : { places }) } } },
  ],
  policy,
});

/** By default a platform that gives two places for each word of hers. */
function open(options: Partial<SenderOptions> = {}): Sender {
  const sender = openSender({
    url: database.url,
    accounts: [shop.account.id],
    ledger: ledgerOf(2),
    ...options,
  });
  senders.push(sender);
  return sender;
}

let fans = 0;
/** A fan who has just written. */
async function thread() {
  const fan = await openThread(tables, shop.account.id, `fan ${(fans += 1)}`);
  await fan.hear("hello?");
  return fan;
}

const expireLeases = () =>
  tables.rows("UPDATE outbox SET lease_until = now() - interval '1 ms' WHERE state = 'sending'");

/** Rounds until nothing is left to send. */
async function run(sender: Sender): Promise<readonly string[]> {
  while ((await sender.turn()) > 0);
  return sender.got.map((got) => got.replace(/^fan \d+: /, ""));
}

describe("short texts that are ready together", () => {
  it("leave as one message, which costs one place", async () => {
    const fan = await thread();
    for (const words of ["One moment.", "Found it:", "on its way since noon."]) await fan.say(words);
    const sender = open();
    expect(await run(sender)).toEqual(["One moment.\nFound it:\non its way since noon."]);
    expect(await fan.states()).toEqual(["accepted", "accepted", "accepted"]);
    expect((await fan.rows()).map(({ sent_at, paid_by }) => [sent_at !== null, paid_by])).toEqual([
      [true, null],
      [false, 2],
      [false, 2],
    ]);
    await fan.say("And thank you.");
    await run(sender);
    expect((await fan.states()).at(-1)).toBe("accepted");
  });

  it("are as many as one message holds, and the rest takes the next place", async () => {
    const fan = await thread();
    const half = "x".repeat(TEXT_BYTES_MAX / 2);
    for (const words of [half.slice(1), half, half]) await fan.say(words);
    expect(await run(open())).toEqual([`${half.slice(1)}\n${half}`, half]);
  });

  it.each<[string, Parameters<Awaited<ReturnType<typeof thread>>["say"]>]>([
    ["a picture", [{ kind: "image", mediaId: "m" }]],
    ["the bot's answer", ["48 hours", { class: "faq" }]],
    ["a notice", ["please wait", { class: "notice" }]],
    ["another agent's words", ["I take over", { staffId: randomUUID() }]],
    ["what is to be tried again later", ["later", { due_at: new Date(Date.now() + MINUTE) }]],
    ["what a webhook may still carry away", ["passive", { passive_until: new Date() }]],
  ])("do not reach over %s", async (_, between) => {
    const fan = await thread();
    for (const words of ["first", "second"]) await fan.say(words);
    await fan.say(...between);
    await fan.say("last");
    const sender = open({ ledger: ledgerOf(9) });
    await sender.turn();
    expect(sender.got).toEqual([expect.stringMatching(/: first\nsecond$/)]);
    expect((await fan.states())[3]).toBe("queued");
  });

  it("do not take a question with them that nobody has to be told of when it is lost", async () => {
    const fan = await thread();
    await fan.say("thank you", { class: "notice" });
    await fan.say("How was it?", { class: "notice" });
    await tables.rows("UPDATE outbox SET optional = true WHERE seq = 3");
    expect(await run(open())).toEqual(["thank you", "How was it?"]);
  });

  it("are sent one by one where messages cost nothing", async () => {
    const fan = await thread();
    await fan.say("one");
    await fan.say("two");
    expect(await run(open({ ledger: ledgerOf() }))).toEqual(["one", "two"]);
  });

  it("leave none of theirs to another process", async () => {
    const fan = await thread();
    for (const words of ["one", "two", "three"]) await fan.say(words);
    const [one, other] = [open(), open()];
    await Promise.all([one.turn(), other.turn()]);
    expect([...(await run(one)), ...(await run(other))]).toEqual(["one\ntwo\nthree"]);
    expect((await fan.rows()).map(({ attempts }) => attempts)).toEqual([1, 1, 1]);
  });
});

describe("what becomes of a message of several texts", () => {
  it.each<[Delivery, string]>([
    [{ kind: "accepted", externalId: "m-1" }, "accepted"],
    [rejected("45047", "give_up"), "rejected 45047"],
    [{ kind: "unknown", reason: "no_answer" }, "unknown no_answer"],
    [rejected("-1", "retry"), "queued -1"],
  ])("is true of each: %j", async (delivery, state) => {
    const fan = await thread();
    await fan.say("one");
    await fan.say("two");
    await open({ deliver: () => delivery }).turn();
    expect(await fan.states()).toEqual([state, state]);
  });

  it("costs nothing where it did not leave, and then takes with it what was said since", async () => {
    const fan = await thread();
    await fan.say("one");
    await fan.say("two");
    await open({ deliver: () => rejected("-1", "retry") }).turn();
    expect((await fan.rows()).map(({ sent_at, paid_by }) => sent_at ?? paid_by)).toEqual([null, null]);
    await tables.rows("UPDATE outbox SET due_at = now()");
    await fan.say("three");
    expect(await run(open({ ledger: ledgerOf(1) }))).toEqual(["one\ntwo\nthree"]);
    expect((await fan.rows()).map(({ attempts }) => attempts)).toEqual([2, 2, 1]);
  });

  it("is one doubt where the process died before it told, and is not sent again", async () => {
    const fan = await thread();
    for (const words of ["one", "two"]) await fan.say(words);
    const dead = open({ deliver: () => new Promise(() => undefined) });
    await dead.round();
    while ((await fan.states())[1] !== "sending");
    await fan.say("three");
    const leases = "SELECT count(DISTINCT lease_until)::int FROM outbox WHERE state = 'sending'";
    expect(await tables.value(leases)).toBe(1);
    await expireLeases();
    expect(await run(open())).toEqual(["three"]);
    expect(await fan.states()).toEqual(["unknown process_died", "unknown process_died", "accepted"]);
  });

  it("is known late where the process was only slow, to each that nobody has decided on", async () => {
    const fan = await thread();
    for (const words of ["one", "two"]) await fan.say(words);
    let answer: (delivery: Delivery) => void = () => undefined;
    const slow = open({ deliver: () => new Promise((resolve) => (answer = resolve)) });
    await slow.round();
    while ((await fan.states())[1] !== "sending");
    await expireLeases();
    await open().turn();
    await tables.rows("UPDATE outbox SET state = 'accepted', code = 'confirmed_by_person' WHERE seq = 3");
    answer(ACCEPTED);
    await slow.close();
    expect(await fan.states()).toEqual(["accepted", "accepted confirmed_by_person"]);
  });
});
