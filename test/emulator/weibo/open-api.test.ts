import { afterEach, beforeEach, expect, test } from "@jest/globals";

import type { Push } from "../../../emulator/weibo/index.ts";
import { linkTo } from "../../../emulator/weibo/square/mid.ts";
import { account, openRig, phoneOf, type Rig } from "./rig.ts";

const fan = { uid: "5612345678", name: "小满不困", followers: 312, verified: false };
const star = { uid: "1234567890", name: "厨房老陈", followers: 860_000, verified: true };

let rig: Rig;
beforeEach(async () => {
  rig = await openRig();
});
afterEach(() => rig.close());

type Reply = { readonly status: number; readonly text: string; readonly body: Shape };
// oxlint-disable-next-line typescript/no-explicit-any
type Shape = any;

const answered = async (response: Response): Promise<Reply> => {
  const text = await response.text();
  return { status: response.status, text, body: JSON.parse(text) as Shape };
};

const TOKEN = { access_token: account.accessToken };

const get = async (path: string, given: Record<string, string> = {}): Promise<Reply> =>
  answered(await fetch(`${rig.url}${path}?${String(new URLSearchParams({ ...TOKEN, ...given }))}`));

const post = async (path: string, given: Record<string, string> = {}): Promise<Reply> =>
  answered(
    await fetch(`${rig.url}${path}`, { method: "POST", body: new URLSearchParams({ ...TOKEN, ...given }) }),
  );

const posted = async (text: string, by = fan): Promise<string> => {
  const done = await rig.platform.publish(by, { does: "post", text });
  if (done.kind === "refused") throw new Error(done.why);
  return done.id;
};

const comment = (id: string, text: string, more: Record<string, string> = {}) =>
  post("/2/comments/create.json", { id, comment: text, ...more });

test("who calls the account by its name is found, newest first, with ids that no double holds", async () => {
  await posted("今天天气不错 @屿禾电器商城");
  const first = await posted("@屿禾电器 你家F3用一次满屋子味");
  const second = await posted("避雷@屿禾电器，别买", star);
  const { body, text } = await get("/2/statuses/mentions.json");
  expect(body.statuses.map((one: Shape) => one.idstr)).toEqual([second, first]);
  expect(body.total_number).toBe(2);
  expect(text).toContain(`"id":${first},`);
  expect(Number.isSafeInteger(Number(first))).toBe(false);
  expect(body.statuses[0].user).toMatchObject({ screen_name: "厨房老陈", followers_count: 860_000 });
});

test("pages go from the newest down: above since_id, not above max_id", async () => {
  const ids: string[] = [];
  for (let n = 1; n <= 5; n += 1) ids.push(await posted(`第${n}条 @屿禾电器`));
  const page = async (given: Record<string, string>) =>
    (await get("/2/statuses/mentions.json", given)).body.statuses.map((one: Shape) => ids.indexOf(one.idstr));
  expect(await page({ since_id: ids[1] ?? "", count: "2" })).toEqual([4, 3]);
  const below = String(BigInt(ids[3] ?? "0") - 1n);
  expect(await page({ since_id: ids[1] ?? "", count: "2", max_id: below })).toEqual([2]);
  expect(await page({ count: "2", page: "3" })).toEqual([0]);
  expect((await get("/2/statuses/mentions.json", { count: "201" })).body.error_code).toBe(10_017);
});

test("a repost of the account's own post is a mention; what passes on a deleted one still names it", async () => {
  const own = { uid: account.uid, name: account.title, followers: 1, verified: true };
  const ours = await rig.platform.publish(own, { does: "post", text: "转发抽炸锅" });
  const of = "id" in ours ? ours.id : "";
  await rig.platform.publish(fan, { does: "repost", of, text: "求中 @小明" });
  const root = await posted("插座口发烫 @屿禾电器", star);
  const once = await rig.platform.publish(fan, { does: "repost", of: root, text: "我家也是" });
  await rig.platform.publish(star, {
    does: "repost",
    of: "id" in once ? once.id : "",
    text: "@屿禾电器 看看",
  });
  await rig.platform.publish(star, { does: "delete", id: root });
  const { body } = await get("/2/statuses/mentions.json");
  expect(body.statuses.map((one: Shape) => one.text)).toEqual([
    "@屿禾电器 看看//@小满不困:我家也是",
    "求中 @小明",
  ]);
  expect(body.statuses[0].retweeted_status).toMatchObject({ idstr: root, deleted: "1" });
  expect(body.statuses[0].retweeted_status.user).toBeUndefined();
  expect((await get("/2/statuses/mentions.json", { filter_by_type: "1" })).body.statuses).toEqual([]);
});

test("comments are answered under the post, and each list holds what is its", async () => {
  const id = await posted("@屿禾电器 出来");
  const said = await comment(id, "您好，请先断电停用");
  expect(said.body).toMatchObject({ text: "您好，请先断电停用", user: { screen_name: "屿禾电器" } });
  const cid = said.body.idstr;
  await rig.platform.publish(fan, { does: "comment", on: id, replyTo: cid, text: "断了 @屿禾电器" });
  const list = async (name: string, given = {}) =>
    (await get(`/2/comments/${name}.json`, given)).body.comments.map((one: Shape) => one.text);
  expect(await list("by_me")).toEqual(["您好，请先断电停用"]);
  expect(await list("to_me")).toEqual(["断了 @屿禾电器"]);
  expect(await list("mentions")).toEqual(["断了 @屿禾电器"]);
  expect(await list("timeline")).toEqual(["断了 @屿禾电器", "您好，请先断电停用"]);
  expect(await list("show", { id })).toHaveLength(2);

  const hers = (await get("/2/comments/to_me.json")).body.comments[0];
  expect(hers.reply_comment.idstr).toBe(cid);
  rig.tick(2_000);
  const reply = await post("/2/comments/reply.json", { id, cid: hers.idstr, comment: "收到" });
  expect(reply.body.text).toBe("回复@小满不困:收到");
  expect((await post("/2/comments/destroy.json", { cid })).body.idstr).toBe(cid);
  expect((await post("/2/comments/destroy.json", { cid })).body.error_code).toBe(20_201);
  expect((await post("/2/comments/destroy.json", { cid: hers.idstr })).body.error_code).toBe(20_203);
});

test("what is wrong with a comment is said by number", async () => {
  const id = await posted("@屿禾电器 出来");
  const code = async (text: string, of = id) => (await comment(of, text)).body.error_code;
  expect(await code("")).toBe(20_008);
  expect(await code("长".repeat(141))).toBe(20_012);
  expect(await code("a".repeat(281))).toBe(20_012);
  expect(await code(`${"长".repeat(130)}https://a.cn/b`)).toBeUndefined();
  expect(await code("马上")).toBe(20_016);
  rig.tick(1_000);
  expect(await code("请稍等，我们看看")).toBeUndefined();
  rig.tick(1_000);
  expect(await code("请稍等，我们看看")).toBe(20_019);
  expect(await code("请稍等！我们看看～")).toBe(20_017);
  expect(await code("您好", "1")).toBe(20_101);
  const closed = await rig.platform.publish(star, {
    does: "post",
    text: "关评 @屿禾电器",
    commentsFrom: "trusted",
  });
  expect(await code("您好", "id" in closed ? closed.id : "")).toBe(20_207);
  await rig.platform.publish(fan, { does: "delete", id });
  expect((await comment(id, "您好")).body).toMatchObject({
    error_code: 20_101,
    request: "/2/comments/create.json",
  });
  expect((await get("/2/statuses/show.json", { id })).status).toBe(400);
});

test("a hundred calls a day, thirty comments an hour; midnight in Beijing begins anew", async () => {
  const id = await posted("@屿禾电器 出来");
  for (let n = 1; n <= 30; n += 1) {
    expect((await comment(id, `第${n}次回复您`)).status).toBe(200);
    rig.tick(2_000);
  }
  expect((await comment(id, "第三十一次")).body.error_code).toBe(10_024);
  for (let n = 32; n <= 100; n += 1) await get("/2/comments/by_me.json", { count: "1" });
  const over = await get("/2/statuses/mentions.json");
  expect(over).toMatchObject({ status: 403, body: { error_code: 10_023 } });
  expect((await get("/2/account/rate_limit_status.json")).body).toMatchObject({
    remaining_user_hits: 0,
    user_limit: 100,
    reset_time: "2026-11-25 00:00:00",
  });
  rig.tick(14 * 3_600_000);
  expect((await get("/2/statuses/mentions.json")).status).toBe(200);
});

test("an account that is called may speak to her once, and is told where it has that right", async () => {
  const bodies: string[] = [];
  const push: Push = (_account, { body }) => {
    bodies.push(body);
    return Promise.resolve({ status: 200, body: "" });
  };
  await posted("@屿禾电器 没人管吗");
  expect(phoneOf(rig, fan.uid).fan).toMatchObject({
    following: false,
    windows: [{ scenario: "mention", left: 1 }],
  });
  expect(phoneOf(rig, fan.uid).ledger).toEqual([]);
  await rig.close();
  rig = await openRig({ push, accounts: () => [{ ...account, mentionPush: true }] });
  const id = await posted("@屿禾电器 没人管吗");
  expect(bodies).toHaveLength(1);
  expect(bodies[0]).toContain(`"type":"mention"`);
  expect(bodies[0]).toContain(id);
});

test("a code becomes a token for thirty days, which dies when it is revoked", async () => {
  const redirect = "https://crm.example/weibo";
  const page = `/oauth2/authorize?client_id=${account.uid}&redirect_uri=${encodeURIComponent(redirect)}&state=s1`;
  const back = await fetch(`${rig.url}${page}`, { redirect: "manual" });
  const code = new URL(back.headers.get("location") ?? "").searchParams.get("code") ?? "";
  const given = {
    client_id: account.uid,
    client_secret: account.appSecret,
    grant_type: "authorization_code",
    redirect_uri: redirect,
    code,
  };
  const ask = (more: Record<string, string> = {}) => post("/oauth2/access_token", { ...given, ...more });
  expect((await ask({ client_secret: "x" })).body).toMatchObject({
    error: "invalid_client",
    error_code: 21_324,
  });
  expect((await ask({ grant_type: "x" })).body.error_code).toBe(21_328);
  expect((await ask({ redirect_uri: "https://x.example" })).body.error_code).toBe(21_322);
  const { access_token } = (await ask()).body;
  expect((await ask()).body.error_code).toBe(21_325);
  const as = { access_token };
  expect((await post("/oauth2/get_token_info", as)).body).toMatchObject({ expire_in: 2_592_000 });
  expect((await get("/2/statuses/mentions.json", as)).status).toBe(200);
  const header = { headers: { authorization: `OAuth2 ${access_token}` } };
  expect((await fetch(`${rig.url}/2/statuses/mentions.json`, header)).status).toBe(200);
  await get("/oauth2/revokeoauth2", as);
  expect((await get("/2/statuses/mentions.json", as)).body.error_code).toBe(21_332);
  expect((await get("/2/statuses/mentions.json", { access_token: "" })).status).toBe(403);
  expect((await get("/2/comments/create.json")).body.error_code).toBe(10_021);
});

test("a post's address holds its id in letters", () => {
  expect(linkTo("1902538057", "3491700092079471")).toBe("https://weibo.com/1902538057/yCtxn8IXR");
});
