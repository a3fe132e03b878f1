import { randomUUID } from "node:crypto";

import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";

import { windows } from "../../../adapters/platform/wechat-oa/deliver/windows.ts";
import { DAY } from "../../../src/core/kernel/instant.ts";
import { type Agent, bodyOf, type DeskFloor, openDeskFloor, refusalOf } from "../../support/desk.ts";
import { platform } from "../../support/shop.ts";

let floor: DeskFloor;
let lin: Agent;
let admin: Agent;
let conversationId: string;
let contactId: string;
let fans = 0;

beforeAll(async () => {
  Object.assign(platform.traits, { windows });
  floor = await openDeskFloor();
  lin = await floor.agent("小林", { capacity: 20 });
  admin = await floor.agent("管理员", { grants: [{ role: "admin", queues: "all" }], capacity: null });
});
afterAll(() => floor.close());
beforeEach(async () => {
  ({ conversationId, id: contactId } = await floor.serve(`fan ${(fans += 1)}`, lin));
  await floor.tables.rows("UPDATE outbox SET state = 'accepted'");
});

const say = (text: string, more: object = {}) =>
  lin.call("POST", `/conversations/${conversationId}/replies`, { text, ...more });
const laneIs = (lane: string) =>
  floor.tables.rows("UPDATE contact SET lane = $2::contact_lane WHERE id = $1", [contactId, lane]);
const said = () =>
  floor.tables.value<number>(
    "SELECT count(*)::int FROM message WHERE conversation_id = $1 AND author = 'agent'",
    [conversationId],
  );
const wording = () => `/accounts/${floor.channel.account.id}/wording`;

describe("what an agent says to a customer", () => {
  it("is no banned promise: nothing is stored of it, insisting does not help", async () => {
    for (const more of [{}, { despite: true }])
      expect(refusalOf(await say("我们假一赔十", more))).toMatchObject({
        status: 422,
        code: "reply_banned",
        params: { word: "假一赔十" },
      });
    expect(await said()).toBe(0);
  });

  it("offers something once a contact, after she has looked, and it is counted by account", async () => {
    const before = bodyOf<{ promotions: number }>(await admin.call("GET", wording()));
    expect(refusalOf(await say("新款欢迎选购"))).toMatchObject({ status: 409, code: "promotion_consent" });
    bodyOf(await say("新款欢迎选购", { despite: true }));
    expect(refusalOf(await say("还能立即抢购", { despite: true }))).toMatchObject({
      code: "promotion_twice",
      params: { word: "立即抢购" },
    });
    expect(await said()).toBe(1);
    expect(bodyOf<{ promotions: number }>(await admin.call("GET", wording())).promotions).toBe(
      before.promotions + 1,
    );
  });

  it("offers nothing to who complains, and nothing with the last message; a card's words count as well", async () => {
    const card = {
      kind: "news",
      title: "新款欢迎选购",
      description: "",
      url: "https://example.com/",
      pictureUrl: "",
    };
    expect(
      refusalOf(await lin.call("POST", `/conversations/${conversationId}/replies`, { card })),
    ).toMatchObject({ code: "promotion_consent" });
    await laneIs("complaint");
    expect(refusalOf(await say("新款欢迎选购", { despite: true }))).toMatchObject({
      code: "promotion_barred",
    });
    await laneIs("service");
    const [of] = bodyOf<{ windows: { left: number }[] }>(
      await lin.call("GET", `/conversations/${conversationId}/places`),
    ).windows;
    bodyOf(await say("长".repeat(682 * ((of?.left ?? 0) - 1))));
    expect(refusalOf(await say("新款欢迎选购", { despite: true }))).toMatchObject({
      code: "promotion_last_place",
    });
    bodyOf(await say("明天送到"));
  });

  it("is asked once more where an entry said it whose time is over", async () => {
    const entryId = randomUUID();
    const accountId = floor.channel.account.id;
    await floor.tables.rows(
      `INSERT INTO faq_entry (id, account_id, key, published_version, created_at) VALUES ($1, $2, $3, NULL, now())`,
      [entryId, accountId, entryId],
    );
    await floor.tables.rows(
      `INSERT INTO faq_version (entry_id, version, created_at, created_by, title, phrasings, answer, valid_until)
       VALUES ($1, 1, now(), 'system', '双十一', '{}', $2, $3)`,
      [
        entryId,
        JSON.stringify({ kind: "text", text: "下单满300元送滤网一个。" }),
        new Date(Date.now() - 2 * DAY),
      ],
    );
    bodyOf(await say("好的，下单满300元送滤网一个"));
    await floor.tables.rows("UPDATE faq_entry SET published_version = 1 WHERE id = $1", [entryId]);
    expect(refusalOf(await say("好的，下单满300元送滤网一个"))).toMatchObject({
      code: "promise_over",
      params: { title: "双十一", word: "下单满300元送滤网一个" },
    });
    bodyOf(await say("好的，下单满300元送滤网一个", { despite: true }));
  });

  it("goes by the words of its account, which only an administrator changes", async () => {
    const body = { bannedPromises: "终身免费", sellingWords: "" };
    expect(refusalOf(await lin.call("PUT", wording(), body))).toMatchObject({ status: 403 });
    bodyOf(await admin.call("PUT", wording(), body));
    expect(refusalOf(await say("终身免费保修"))).toMatchObject({ code: "reply_banned" });
    bodyOf(await say("我们假一赔十，新款欢迎选购"));
    expect(refusalOf(await admin.call("PUT", `/accounts/${randomUUID()}/wording`, body))).toMatchObject({
      status: 404,
      code: "account_gone",
    });
  });
});
