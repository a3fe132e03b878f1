import { afterEach, describe, expect, it } from "@jest/globals";

import { type Push, readPassiveReply } from "../../../emulator/weibo/index.ts";
import { memoryStore } from "../../../emulator/kit/keep/store.ts";
import { account, FAN, openRig, phoneOf, type Rig, silent, thread } from "./rig.ts";

const HOUR = 3_600_000;

let rig: Rig;
afterEach(() => rig.close());

const reply = (words: string, { to = FAN, from = account.uid, type = "text" } = {}): string =>
  `{"result":true,"sender_id":${from},"receiver_id":${to},"type":"${type}",` +
  `"data":"${encodeURIComponent(JSON.stringify({ text: words }))}"}`;

/** Answers each delivery in turn: with a status, a body, or nothing. */
function answering(...answers: readonly (string | number)[]) {
  const calls: Parameters<Push>[1][] = [];
  const push: Push = (_, call, signal) => {
    const answer = answers[calls.push(call) - 1] ?? "late";
    if (answer === "broken") return Promise.reject(new Error("socket hang up"));
    if (answer === "late")
      return new Promise((_resolve, reject) =>
        signal.addEventListener("abort", () => reject(signal.reason as Error)),
      );
    return Promise.resolve(
      typeof answer === "number" ? { status: answer, body: "" } : { status: 200, body: answer },
    );
  };
  return { calls, push };
}

describe("the emulated Weibo's pushes", () => {
  it("show a passive reply on the phone", async () => {
    rig = await openRig(answering(reply("在的 + 100%")));
    expect(await rig.say("在吗")).toMatchObject({ type: "text", verdict: { kind: "reply", type: "text" } });
    expect(thread(rig)).toEqual(["fan 在吗", "passive 在的 + 100%"]);
  });

  it("are made three times in all, the same body signed anew, while nothing comes back", async () => {
    const { calls, push } = answering("late", "broken", "late");
    rig = await openRig({ push });
    const entry = await rig.say("在吗");
    expect(entry).toMatchObject({
      attempts: [{ lost: "late" }, { lost: "broken" }, { lost: "late" }],
      verdict: { kind: "trouble", why: "no answer" },
    });
    expect(new Set(calls.map(({ body }) => body))).toEqual(new Set([entry.body]));
    expect(new Set(calls.map(({ search }) => search)).size).toBe(3);
    expect(rig.platform.ledger(account.id)).toEqual([entry]);
  });

  it("end at the first answer", async () => {
    const { calls, push } = answering("late", "");
    rig = await openRig({ push });
    expect(await rig.say("在吗")).toMatchObject({ verdict: { kind: "success" } });
    expect(calls).toHaveLength(2);
  });

  it.each<[string, string | number, string]>([
    ["an error page", 502, "status is 502"],
    ["words", "success", "no JSON"],
    ["no result", "{}", "no result"],
    ["data that is not encoded", reply("x").replace(/"data":".*/, '"data":"{\\"text\\":\\"x\\"}"}'), "URL"],
    ["300 characters", reply("长".repeat(300)), "too_long"],
    ["an empty text", reply(""), "empty"],
    ["a type that nobody knows", reply("x", { type: "smell" }), "type"],
    ["a reply to somebody else", reply("x", { to: "9007199254740992" }), "another fan"],
    ["a reply of another account", reply("x", { from: "1" }), "another account"],
  ])("leave the phone as it is at %s", async (_, answer, why) => {
    rig = await openRig(answering(answer));
    expect(await rig.say("在吗")).toMatchObject({
      verdict: { kind: "trouble", why: expect.stringContaining(why) },
    });
    expect(thread(rig)).toEqual(["fan 在吗"]);
  });

  it("show nothing to a fan who leaves", async () => {
    rig = await openRig(answering(reply("别走")));
    expect(await rig.does({ does: "unfollow" })).toMatchObject({
      type: "unfollow",
      verdict: { kind: "trouble" },
    });
  });
});

describe("a passive reply", () => {
  it.each(["", '{"result":false}'])("may be nothing: %j", async (body) => {
    rig = await openRig();
    expect(readPassiveReply(200, body)).toEqual({ kind: "nothing" });
  });
});

describe("the emulated customer service interface", () => {
  it("lets an account speak without end for 48 hours after a fan's word, to the millisecond", async () => {
    rig = await openRig();
    await rig.say("在吗");
    for (let n = 1; n <= 9; n += 1) expect((await rig.sendText(`${n}`)).status).toBe(200);
    rig.tick(48 * HOUR - 1);
    expect(await rig.sendText("还在吗")).toEqual({
      status: 200,
      body: expect.objectContaining({ result: true }),
    });
    rig.tick(1);
    expect(await rig.sendText("晚了")).toMatchObject({ status: 400, body: { error_code: 10_012 } });
    expect(thread(rig)).toHaveLength(11);
  });

  it("lets it speak once after a mention, and not to one who has left", async () => {
    rig = await openRig();
    await rig.does({ does: "mention", text: "@屿禾", statusId: "501" });
    expect((await rig.sendText("1")).status).toBe(200);
    expect((await rig.sendText("2")).body).toMatchObject({ error_code: 10_012 });
    await rig.does({ does: "follow" });
    expect((await rig.sendText("3")).status).toBe(200);
    await rig.does({ does: "unfollow" });
    expect((await rig.sendText("4")).body).toMatchObject({ error_code: 10_012 });
  });

  it("keeps the older pages' rule where it is told to", async () => {
    const rule = { contact: { forMs: 72 * HOUR, sends: 3 }, mention: { forMs: 0, sends: 0 } };
    rig = await openRig({ rule });
    await rig.say("在吗");
    rig.tick(71 * HOUR);
    const codes = [];
    for (let n = 1; n <= 4; n += 1) codes.push((await rig.sendText(`${n}`)).status);
    expect(codes).toEqual([200, 200, 200, 400]);
  });

  it.each([
    ["another token", { access_token: "2.00other" }, 403, 21_332],
    ["no type", { type: "" }, 400, 10_016],
    ["a type that nobody knows", { type: "smell" }, 400, 10_017],
    ["data that is encoded twice", { data: encodeURIComponent('{"text":"x"}') }, 400, 10_008],
    ["an empty text", { data: '{"text":""}' }, 400, 20_008],
    ["300 characters", { data: JSON.stringify({ text: "x".repeat(300) }) }, 400, 20_012],
    ["a fan whom it never met", { receiver_id: "9007199254740992" }, 400, 20_003],
    ["another box", { save_sender_box: "2" }, 400, 10_017],
  ])("refuses %s", async (_, fields, status, error_code) => {
    rig = await openRig();
    await rig.say("在吗");
    const good = { type: "text", data: '{"text":"x"}', receiver_id: FAN };
    expect(await rig.send({ ...good, ...fields })).toMatchObject({ status, body: { error_code } });
    expect(thread(rig)).toHaveLength(1);
  });

  it("takes places and eight articles", async () => {
    rig = await openRig();
    await rig.say("在吗");
    const article = { display_name: "t", summary: "s", image: "i", url: "u" };
    const articles = (count: number) => JSON.stringify({ articles: Array(count).fill(article) });
    const position = JSON.stringify({ longitude: "116.3", latitude: "39.9" });
    const sends = [
      { type: "position", data: position },
      { type: "articles", data: articles(8) },
      { type: "articles", data: articles(9) },
    ];
    const statuses = [];
    for (const one of sends) statuses.push((await rig.send({ ...one, receiver_id: FAN })).status);
    expect(statuses).toEqual([200, 200, 400]);
    expect(thread(rig).slice(1)).toEqual(["api position", "api articles"]);
  });

  it("fails on purpose as often as it is told to, and writes down each call without the token", async () => {
    rig = await openRig({ push: silent });
    await rig.say("在吗");
    rig.platform.fault(account.id, { kind: "errcode", code: 21_316, left: 1 });
    expect(await rig.sendText("1")).toMatchObject({ status: 403, body: { error_code: 21_316 } });
    rig.platform.fault(account.id, { kind: "taken_no_answer", left: 1 });
    await expect(rig.sendText("2")).rejects.toThrow("fetch failed");
    expect((await rig.sendText("3")).status).toBe(200);
    expect(thread(rig).slice(1)).toEqual(["api 2", "api 3"]);
    const calls = rig.platform.ledger(account.id).filter(({ kind }) => kind === "call");
    expect(calls).toMatchObject([
      { code: 21_316, answered: true, openid: FAN, type: "text" },
      { code: 0, answered: false, answer: "" },
      { code: 0, answered: true },
    ]);
    expect(JSON.stringify(calls)).not.toContain(account.accessToken);
  });
});

describe("a phone on the emulated Weibo", () => {
  const PNG = Buffer.from("\u0089PNG\r\n\u001a\n0000", "latin1");
  const fanOf = (name = "小美", following = true): string => {
    const card = rig.platform.fan(account.id, { name, following });
    if ("kind" in card) throw new Error(card.why);
    return card.openid;
  };

  it("follows once, leaves once, and writes without following", async () => {
    rig = await openRig();
    const uid = fanOf("小美", false);
    expect(uid).toMatch(/^[1-9][0-9]{9}$/);
    const does = (deed: Parameters<Rig["platform"]["act"]>[2]) => rig.platform.act(account.id, uid, deed);
    expect(await does({ does: "unfollow" })).toEqual({ kind: "refused", why: "not_following" });
    expect(await does({ does: "write", text: "在吗" })).toMatchObject({ entry: { type: "text" } });
    expect(await does({ does: "scan", scene: "store_7" })).toMatchObject({ entry: { type: "scan_follow" } });
    expect(await does({ does: "follow" })).toEqual({ kind: "refused", why: "following_already" });
    expect(await does({ does: "scan", scene: "store_7" })).toMatchObject({ entry: { type: "scan" } });
    expect(await does({ does: "tap_menu", key: "orders" })).toMatchObject({ entry: { type: "click" } });
    expect(await does({ does: "write", text: "" })).toEqual({ kind: "refused", why: "text_wrong" });
    expect(thread(rig, uid)).toEqual(["fan 在吗", "notice scanned", "notice scanned", "notice tapped"]);
  });

  it("shows until when the account may speak, earlier where its clock runs ahead", async () => {
    rig = await openRig();
    await rig.say("在吗");
    const [window] = phoneOf(rig).fan.windows;
    expect(window).toEqual({ scenario: "message", closesAt: expect.any(Number) });
    rig.platform.ahead(account.id, FAN, 47 * HOUR);
    expect(phoneOf(rig).fan.windows[0]?.closesAt).toBe((window?.closesAt ?? 0) - 47 * HOUR);
    rig.platform.ahead(account.id, FAN, HOUR);
    expect(phoneOf(rig).fan.windows).toEqual([]);
    expect((await rig.sendText("晚了")).body).toMatchObject({ error_code: 10_012 });
  });

  it("is told only what is new", async () => {
    rig = await openRig();
    let heard = 0;
    const unwatch = rig.platform.watch(() => (heard += 1));
    await rig.say("在吗");
    const { v } = phoneOf(rig);
    expect(heard).toBeGreaterThan(2);
    await rig.say("还在吗");
    unwatch();
    const news = rig.platform.phone(account.id, FAN, v);
    expect(news).toMatchObject({ thread: [{ n: 2 }], ledger: [{ n: 2, verdict: { kind: "success" } }] });
  });

  it("knows nothing of what others sign in her name", async () => {
    rig = await openRig({ push: () => Promise.resolve({ status: 401, body: "" }) });
    const uid = fanOf();
    const acted = await rig.platform.act(account.id, uid, { does: "write", text: "x" }, true);
    expect(acted).toMatchObject({ entry: { forged: true, verdict: { kind: "trouble" } } });
    expect(thread(rig, uid)).toEqual([]);
  });

  it("and its pictures outlive a restart", async () => {
    const store = memoryStore();
    rig = await openRig({ store });
    const uid = fanOf();
    const kept = await rig.platform.picture(account.id, PNG);
    const mediaId = "kind" in kept ? "" : kept.mediaId;
    await rig.platform.act(account.id, uid, { does: "send_image", mediaId });
    await rig.close();
    rig = await openRig({ store });
    expect(thread(rig, uid)).toEqual(["fan image"]);
    expect(rig.platform.ledger(account.id)).toMatchObject([{ kind: "push", type: "image" }]);
    const picture = await fetch(`${rig.url}/pictures/${mediaId}`);
    expect(picture.headers.get("content-type")).toBe("image/png");
    expect(Buffer.from(await picture.arrayBuffer())).toEqual(PNG);
    expect((await fetch(`${rig.url}/pictures/1`)).status).toBe(404);
  });

  it.each([
    ["more than 2 MB", Buffer.concat([PNG, Buffer.alloc(2 * 1_024 * 1_024)]), "picture_too_large"],
    ["what is none", Buffer.from("<svg/>"), "picture_unreadable"],
  ])("sends no picture of %s", async (_, bytes, why) => {
    rig = await openRig();
    expect(await rig.platform.picture(account.id, bytes)).toEqual({ kind: "refused", why });
  });
});
