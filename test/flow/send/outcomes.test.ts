import { randomUUID } from "node:crypto";

import { afterAll, afterEach, beforeAll, describe, expect, it } from "@jest/globals";
import type { Delivery } from "../../../src/core/channel/adapter.ts";
import { MINUTE, SECOND } from "../../../src/core/kernel/instant.ts";
import type { Channel } from "../../../src/flow/channel.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";
import { openThread } from "../../support/outbox.ts";
import { ANSWERS, openShop } from "../../support/shop.ts";
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

let fans = 0;
const thread = () => openThread(tables, shop.account.id, `fan ${(fans += 1)}`);
const saying = (delivery: Delivery) => ({ deliver: () => delivery });
/** As if the pause after a try were over. */
const passPause = () => tables.rows("UPDATE outbox SET due_at = now() WHERE state = 'queued'");

describe("words that the platform took", () => {
  it("are accepted, with its id of them, and their conversation is told", async () => {
    const fan = await thread();
    await fan.say("hello");
    const sender = open(saying({ kind: "accepted", externalId: "m-1" }));
    await sender.turn();
    expect(await fan.rows()).toMatchObject([
      { state: "accepted", code: null, external_id: "m-1", attempts: 1, due_at: null },
    ]);
    expect(sender.told).toEqual([fan.id]);
  });

  it("are told to who has their conversation on her desk", async () => {
    const fan = await thread();
    const staffId = randomUUID();
    await tables.rows(
      `INSERT INTO contact (id, conversation_id, account_id, ticket_id, state, owner_id, event_seq, created_at)
       VALUES (gen_random_uuid(), $1, $2, gen_random_uuid(), 'active', $3, 1, now())`,
      [fan.id, shop.account.id, staffId],
    );
    await fan.say("hello");
    const sender = open();
    await sender.turn();
    expect(sender.told).toEqual([`${fan.id} ${staffId}`]);
  });

  it("are an entry's answer as it was published then", async () => {
    const fan = await thread();
    const [entry] = shop.entries;
    await fan.say({ kind: "entry", entryId: entry?.id ?? "", version: 1 }, { class: "faq" });
    const sender = open();
    await sender.turn();
    expect(sender.got[0]).toContain(ANSWERS.ship);
  });
});

describe("words that the platform did not take", () => {
  it("are tried again after pauses that grow, and so often", async () => {
    const fan = await thread();
    await fan.say("hello");
    const sender = open(saying(rejected("unreachable", "retry")));
    const pauses: number[] = [];
    for (let tries = 1; tries < 5; tries += 1) {
      await sender.turn();
      expect(await sender.turn()).toBe(0);
      const ms = await tables.value<number>(
        "SELECT round(extract(epoch FROM due_at - now()) * 1000)::int FROM outbox",
      );
      pauses.push(ms);
      await passPause();
    }
    await sender.turn();
    for (const [index, ms] of [1_000, 3_000, 9_000, 27_000].entries()) {
      expect(pauses[index]).toBeGreaterThan(ms - 900);
      expect(pauses[index]).toBeLessThanOrEqual(ms);
    }
    expect(sender.got).toHaveLength(5);
    expect(await fan.states()).toEqual(["rejected unreachable"]);
  });

  it("wait as long as the platform asks for", async () => {
    const fan = await thread();
    await fan.say("hello");
    await open(saying(rejected("45011", "retry", { afterMs: MINUTE }))).turn();
    const ms = await tables.value("SELECT round(extract(epoch FROM due_at - now()))::int FROM outbox");
    expect(ms).toBeGreaterThan(55);
    expect(await fan.states()).toEqual(["queued 45011"]);
  });

  it("are tried only twice where it is known to take them all the same", async () => {
    const fan = await thread();
    await fan.say("hello");
    const sender = open(saying(rejected("-1", "retry", { triesMax: 2 })));
    await sender.turn();
    await passPause();
    await sender.turn();
    expect(await fan.states()).toEqual(["rejected -1"]);
  });

  it("are not tried again when that would be too late", async () => {
    const fan = await thread();
    await fan.say("hello", { at: new Date(Date.now() - 9.5 * MINUTE) });
    await open(saying(rejected("45011", "retry", { afterMs: MINUTE }))).turn();
    expect(await fan.states()).toEqual(["rejected 45011"]);
  });

  it.each(["45015", "45047"])("are refused at once, with the code: %s", async (code) => {
    const fan = await thread();
    await fan.say("hello");
    await fan.say("an answer", { class: "faq" });
    const sender = open(saying(rejected(code, "give_up")));
    while ((await sender.turn()) > 0);
    expect(await fan.states()).toEqual([`rejected ${code}`, `rejected ${code}`]);
    // The bot's is looked at once more, for the contact's sake; an agent sees her own.
    expect((await fan.rows()).map(({ due_at }) => due_at === null)).toEqual([true, false]);
  });

  it("are told of as a defect where our own ledger saw a window and a place", async () => {
    const fan = await thread();
    await fan.say("hello");
    const always = [
      { since: 0, allowances: { message: { places: 5, forMs: MINUTE }, menu: { places: 3, forMs: MINUTE } } },
    ];
    const policy = { keptForPeople: 0, noticesMax: 5 };
    const refused = rejected("45047", "give_up", { because: "places_used_up" });
    const counted = open({ ...saying(refused), ledger: { rules: always, policy } });
    await counted.turn();
    expect([counted.got, counted.unforeseen]).toEqual([[], []]);

    await fan.hear("anybody there?");
    await fan.say("yes");
    await counted.turn();
    expect(await fan.states()).toEqual(["expired window_closed", "rejected 45047"]);
    expect(counted.unforeseen).toEqual([`${fan.id} 45047`]);
  });

  it("end her following, where the platform says that she has left", async () => {
    const fan = await thread();
    await tables.rows(
      `INSERT INTO fan_profile (identity_id, account_id, follows)
       SELECT identity_id, account_id, true FROM conversation WHERE id = $1`,
      [fan.id],
    );
    await fan.say("hello");
    await open(saying(rejected("43004", "give_up", { because: "fan_left" }))).turn();
    const profile = "SELECT follows, due_at IS NOT NULL AS due FROM fan_profile ORDER BY follows LIMIT 1";
    expect(await tables.rows(profile)).toEqual([{ follows: false, due: true }]);
  });

  it("stop those of their account for a while, unasked, when it may not send at all", async () => {
    const [one, other] = [await thread(), await thread()];
    let now = Date.now();
    await one.say("first");
    const sender = open({
      deliver: (words) => (words === "first" ? rejected("40164", "park", { afterMs: MINUTE }) : ACCEPTED),
      clock: () => now,
    });
    await sender.turn();
    await other.say("second");
    await sender.turn();
    expect(sender.got).toHaveLength(1);
    expect([...(await one.states()), ...(await other.states())]).toEqual([
      "rejected 40164",
      "rejected 40164",
    ]);
    now += MINUTE;
    await other.say("third");
    await sender.turn();
    expect(sender.got).toHaveLength(2);
    expect(await other.states()).toEqual(["rejected 40164", "accepted"]);
  });
});

describe("words that are not sent at all", () => {
  it("are those that were said too long ago", async () => {
    const fan = await thread();
    await fan.say("hello", { at: new Date(Date.now() - 10 * MINUTE - SECOND) });
    const sender = open();
    await sender.turn();
    expect(sender.got).toEqual([]);
    expect(await fan.states()).toEqual(["expired too_late"]);
  });

  it("are those that were erased", async () => {
    const fan = await thread();
    await fan.say("hello");
    await tables.rows("DELETE FROM message WHERE conversation_id = $1", [fan.id]);
    const sender = open();
    await sender.turn();
    expect(sender.got).toEqual([]);
    expect(await fan.states()).toEqual(["rejected content_gone"]);
  });
});

describe("words that nobody knows about", () => {
  it("are never sent again by us", async () => {
    const fan = await thread();
    await fan.say("hello");
    const sender = open(saying({ kind: "unknown", reason: "no_answer" }));
    await sender.turn();
    await passPause();
    expect(await sender.turn()).toBe(0);
    expect(await fan.states()).toEqual(["unknown no_answer"]);
  });

  it("are those whose adapter failed without a word", async () => {
    const fan = await thread();
    await fan.say("hello");
    const sender = open({ deliver: () => Promise.reject(new Error("a bug")) });
    await sender.turn();
    expect(await fan.states()).toEqual(["unknown adapter_failed"]);
    expect(sender.troubles).toEqual(["deliver"]);
  });
});

describe("a process that died while it sent", () => {
  /** Claims the words and is never heard of again, as the dead are. */
  async function die() {
    const fan = await thread();
    await fan.say("hello");
    await fan.say("more");
    let answer: (delivery: Delivery) => void = () => undefined;
    const dead = open({ deliver: () => new Promise((resolve) => (answer = resolve)) });
    await dead.round();
    const expireLease = () =>
      tables.rows("UPDATE outbox SET lease_until = now() - interval '1 ms' WHERE state = 'sending'");
    return {
      fan,
      expireLease,
      /** It was only slow, and its answer comes now. */
      wake: async (delivery: Delivery) => {
        answer(delivery);
        await dead.close();
        return dead.outcomes.at(-1);
      },
    };
  }

  it("leaves its words in doubt when its lease is over, and what is behind them goes on", async () => {
    const { fan, expireLease, wake } = await die();
    const sender = open();
    expect(await sender.turn()).toBe(0);
    expect(await fan.states()).toEqual(["sending", "queued"]);
    await expireLease();
    while ((await sender.turn()) > 0);
    expect(sender.got).toEqual([expect.stringContaining(": more")]);
    expect(await fan.states()).toEqual(["unknown process_died", "accepted"]);
    expect(sender.told).toEqual([fan.id, fan.id]);
    await wake(ACCEPTED);
  });

  it("ends the doubt where it was only slow", async () => {
    const { fan, expireLease, wake } = await die();
    await expireLease();
    await open().turn();
    expect(await wake(ACCEPTED)).toMatchObject({ written: true });
    expect((await fan.states())[0]).toBe("accepted");
  });

  it("sends nothing behind what has left since", async () => {
    const { fan, expireLease, wake } = await die();
    await expireLease();
    await open().turn();
    expect(await wake(rejected("-1", "retry"))).toMatchObject({ written: false });
    expect((await fan.states())[0]).toBe("unknown process_died");
  });

  it("overrules no person who has decided meanwhile", async () => {
    const { fan, expireLease, wake } = await die();
    await expireLease();
    await open().turn();
    await tables.rows("UPDATE outbox SET state = 'accepted', code = 'confirmed_by_person' WHERE seq = 1");
    expect(await wake({ kind: "unknown", reason: "no_answer" })).toMatchObject({ written: false });
    expect((await fan.states())[0]).toBe("accepted confirmed_by_person");
  });
});

describe("a database that is away when the platform has answered", () => {
  it("hears of the outcome when it is back", async () => {
    const fan = await thread();
    await fan.say("hello");
    let fails = 1;
    const sender = open({
      wrap: (store) => ({
        ...store,
        settle: (...args) => (fails-- > 0 ? Promise.reject(new Error("away")) : store.settle(...args)),
      }),
    });
    await sender.turn();
    expect(sender.got).toHaveLength(1);
    expect(await fan.states()).toEqual(["accepted"]);
    expect(sender.troubles).toEqual(["outcome"]);
  });
});

it("may die between each two steps", async () => {
  const fan = await thread();
  await fan.say("hello");
  const points: string[] = [];
  await open({ crash: (point) => void points.push(point) }).turn();
  expect(points).toEqual(["send.claimed", "send.delivered"]);
});
