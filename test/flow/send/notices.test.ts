import { afterAll, afterEach, beforeAll, describe, expect, it } from "@jest/globals";

import type { Content } from "../../../src/core/channel/content.ts";
import { HOUR, MINUTE } from "../../../src/core/kernel/instant.ts";
import type { Channel } from "../../../src/flow/channel.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";
import { openThread, type ThreadOut } from "../../support/outbox.ts";
import { openShop } from "../../support/shop.ts";
import { openTables, type Tables } from "../../support/tables.ts";
import { openSender, rejected, type Sender, type SenderOptions } from "./harness.ts";

let database: TestDatabase;
let tables: Tables;
let shop: Channel;
beforeAll(async () => {
  database = await testDatabase();
  tables = await openTables(database.url);
  shop = await openShop(database.url);
  await tables.rows(
    `INSERT INTO notice_template (account_id, id, via, title, fields, once, offered)
     VALUES ($1, 'sub-1', 'subscription', '客服回复通知', '[]', true, true)`,
    [shop.account.id],
  );
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

const ledger = {
  rules: [{ since: 0, allowances: { message: { places: 1, forMs: HOUR } } }],
  policy: { keptForPeople: 0, noticesMax: 1 },
};
const budgets = (["words", "subscription"] as const).map((kind) => ({
  kind,
  rules: [{ since: 0, per: "day", zone: "Asia/Shanghai", sends: 10 }] as const,
  sendsMax: 0,
  policy: { noticesUntil: 0.3, answersUntil: 0.6, warnFrom: 0.8 },
}));

function open(options: Partial<SenderOptions> = {}): Sender {
  const sender = openSender({ url: database.url, accounts: [shop.account.id], ledger, budgets, ...options });
  senders.push(sender);
  return sender;
}

const notice: Content = {
  kind: "notice",
  via: "subscription",
  templateId: "sub-1",
  title: "客服回复通知",
  lines: [],
};
let fans = 0;
const fan = () => openThread(tables, shop.account.id, `fan ${(fans += 1)}`);
const sayNotice = (thread: ThreadOut) => thread.say(notice, { notice: "sub-1" });

describe("a notice", () => {
  it("leaves where no window is open, and an agent's words do not", async () => {
    const thread = await fan();
    await thread.say("在吗");
    await sayNotice(thread);
    const sender = open();
    await sender.turn();
    await sender.turn();
    expect(sender.got.map((one) => one.split(": ")[1])).toEqual(["notice"]);
    expect(await thread.states()).toEqual(["expired window_closed", "accepted"]);
  });

  it("takes no place of the window that is open, and none of the budget of words: it has its own", async () => {
    const thread = await fan();
    await thread.hear("在吗");
    await sayNotice(thread);
    await thread.say("在的");
    const sender = open();
    await sender.turn();
    await sender.turn();
    expect(await thread.states()).toEqual(["accepted", "accepted"]);
    const later = open({ clock: () => Date.now() + MINUTE });
    await later.turn();
    for (const kind of ["words", "subscription"] as const) {
      expect(later.now({ accountId: shop.account.id, kind })).toMatchObject({ used: 1 });
    }
    expect(later.now({ accountId: shop.account.id, kind: "template" })).toBeUndefined();
  });

  it("for which the platform takes no more today stops no words", async () => {
    const thread = await fan();
    await thread.hear("在吗");
    await sayNotice(thread);
    await thread.say("在的");
    const sender = open({
      deliver: (words) => (words === "notice" ? rejected("45009", "park") : { kind: "accepted" }),
    });
    await sender.turn();
    await sender.turn();
    expect(await thread.states()).toEqual(["rejected 45009", "accepted"]);
  });

  it("that the fan has not agreed to, by the platform's word, is noted as that", async () => {
    const thread = await fan();
    const seq = await sayNotice(thread);
    const refused = rejected("43101", "give_up", { because: "not_agreed" });
    await open({ deliver: () => refused }).turn();
    expect(await thread.states()).toEqual(["rejected 43101"]);
    expect(
      await tables.rows(
        "SELECT seq, template_id, accepted, in_settings FROM notice_answer WHERE conversation_id = $1",
        [thread.id],
      ),
    ).toEqual([{ seq, template_id: "sub-1", accepted: false, in_settings: true }]);
  });
});
