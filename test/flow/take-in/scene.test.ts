import { randomUUID } from "node:crypto";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

import type { Content } from "../../../src/core/channel/content.ts";
import { foldContact } from "../../../src/core/contact/apply.ts";
import type { ContactEvent } from "../../../src/core/contact/event.ts";
import { HOUR } from "../../../src/core/kernel/instant.ts";
import type { Tap } from "../../../src/core/menu/menu.ts";
import type { Scene } from "../../../src/core/scene/scene.ts";
import { OUR_MATTERS } from "../../../src/core/answer/words/own.ts";
import { buildMatcher } from "../../../src/core/answer/matcher.ts";
import { type Channel, createChannel } from "../../../src/flow/channel.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";
import { type Node, openNode } from "../../support/node.ts";
import { ANSWERS, openShop, SAYS } from "../../support/shop.ts";
import { openTables, type Tables, threadOf } from "../../support/tables.ts";

const [SALES, CARE] = [randomUUID(), randomUUID()];
const scenes: readonly Scene[] = [
  { id: randomUUID(), key: "poster", queueId: SALES, atOnce: false, welcome: "<b>新品</b>欢迎" },
  { id: randomUUID(), key: "repair card", queueId: CARE, atOnce: true, welcome: "维修登记" },
  { id: randomUUID(), key: "invoice", atOnce: false, entryKey: "pay" },
];
const sceneId = (key: string): string => scenes.find((scene) => scene.key === key)?.id ?? "";

let database: TestDatabase;
let tables: Tables;
let node: Node;
let shop: Channel;
let number = 0;
let ahead = 0;

beforeAll(async () => {
  database = await testDatabase();
  tables = await openTables(database.url);
  shop = await openShop(database.url);
  const channel = createChannel(shop.account, shop.adapter, buildMatcher(shop.entries), shop.desk.settings, {
    scenes,
    matters: OUR_MATTERS,
  });
  node = await openNode({ url: database.url, channel, lanes: 1, clock: () => Date.now() + ahead });
});
afterAll(async () => {
  await node.close();
  await tables.close();
  await database.drop();
});

const say = (fan: string, content: Content | string) => node.answer({ fan, number: (number += 1), content });
const follow = (fan: string, scene: string) =>
  say(fan, { kind: "event", event: { name: "followed", scene, ticket: "t" } });
const scan = (fan: string, scene: string) =>
  say(fan, { kind: "event", event: { name: "scanned", scene, ticket: "t" } });

async function contactOf(fan: string) {
  const [row] = await tables.rows<{ id: string; state: string; queue_id: string | null }>(
    `SELECT t.id, t.state::text, t.queue_id::text FROM contact t JOIN conversation c ON c.id = t.conversation_id
     JOIN identity i ON i.id = c.identity_id WHERE i.external_id = $1 ORDER BY t.created_at DESC LIMIT 1`,
    [fan],
  );
  return row;
}
const scansOf = (key: string) =>
  tables.rows(
    `SELECT code, data ->> 'rule' AS rule FROM event WHERE data ? 'scene' AND data ->> 'scene' = $1 ORDER BY at, seq`,
    [sceneId(key)],
  );

describe("a fan who comes by a code", () => {
  it("is welcomed by what it says, and waits in its queue once she asks for a person", async () => {
    await follow("f1", "poster");
    expect(await threadOf(tables, "f1")).toEqual(["fan: event", "bot: <b>新品</b>欢迎"]);
    expect(await contactOf("f1")).toBeUndefined();
    await say("f1", SAYS.ship);
    expect(await contactOf("f1")).toMatchObject({ state: "bot", queue_id: SALES });
    await say("f1", SAYS.nonsense);
    await say("f1", SAYS.person);
    const contact = await contactOf("f1");
    expect(contact).toMatchObject({ state: "queued", queue_id: SALES });
    const events = await tables.rows<{ code: string; data: object; at: Date }>(
      "SELECT code, data, at FROM event WHERE subject_id = $1 ORDER BY seq",
      [contact?.id],
    );
    const folded = foldContact(
      contact?.id ?? "",
      events.map(({ code, data, at }) => ({ event: { code, ...data } as ContactEvent, at: Number(at) })),
    );
    expect(folded.queueId).toBe(SALES);
    expect(await scansOf("poster")).toEqual([{ code: "welcomed", rule: "followed" }]);
  });

  it("is given to a person at once where the code says so, and keeps her place when she scans again", async () => {
    await follow("f2", "repair card");
    expect(await contactOf("f2")).toMatchObject({ state: "queued", queue_id: CARE });
    expect((await threadOf(tables, "f2"))[1]).toMatch(/^bot: 维修登记\n/);
    await scan("f2", "poster");
    expect(await contactOf("f2")).toMatchObject({ state: "queued", queue_id: CARE });
    expect(await scansOf("poster")).toContainEqual({ code: "scanned", rule: null });
  });

  it("gets an entry's answer as welcome; another code takes a talk with the bot to its own queue", async () => {
    await follow("f3", "invoice");
    expect((await threadOf(tables, "f3"))[1]).toBe(`bot: ${ANSWERS.pay}`);
    await say("f3", SAYS.ship);
    expect(await contactOf("f3")).toMatchObject({ state: "bot", queue_id: null });
    await scan("f3", "poster");
    expect(await contactOf("f3")).toMatchObject({ state: "bot", queue_id: SALES });
    await say("f3", SAYS.person);
    expect(await contactOf("f3")).toMatchObject({ state: "queued", queue_id: SALES });
  });

  it("is led by it for two days, and not by one that nobody has made", async () => {
    await follow("f4", "poster");
    ahead = 49 * HOUR;
    await say("f4", SAYS.person);
    expect((await contactOf("f4"))?.queue_id).toBeNull();
    ahead = 0;
    await follow("f5", "';DROP TABLE contact;--");
    await say("f5", SAYS.person);
    expect(await contactOf("f5")).toMatchObject({ state: "queued", queue_id: null });
  });
});

describe("a tap on the menu", () => {
  it("does what its editor says: tells words, gives an entry's answer, leads to a queue", async () => {
    const taps = new Map<string, Tap>([
      ["hours", { does: "text", text: "<i>九点到九点</i>" }],
      ["bill", { does: "entry", entryKey: "pay" }],
      ["care", { does: "queue", queueId: CARE }],
    ]);
    const channel = createChannel(
      shop.account,
      shop.adapter,
      buildMatcher(shop.entries),
      shop.desk.settings,
      {
        scenes: [],
        taps,
        matters: OUR_MATTERS,
      },
    );
    const other = await openNode({ url: database.url, channel, lanes: 1 });
    const tap = (key: string) =>
      other.answer({
        fan: "m1",
        number: (number += 1),
        content: { kind: "event", event: { name: "menu_tapped", key } },
      });
    for (const key of ["hours", "bill", "care"]) await tap(key);
    await other.close();
    expect((await threadOf(tables, "m1")).filter((line) => line.startsWith("bot")).slice(0, 2)).toEqual([
      "bot: <i>九点到九点</i>",
      `bot: ${ANSWERS.pay}`,
    ]);
    expect(await contactOf("m1")).toMatchObject({ state: "queued", queue_id: CARE });
  });
});
