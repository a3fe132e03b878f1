import { readFile } from "node:fs/promises";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

import type { Match } from "../../../src/http/contract/fan/match.ts";
import type { FanCard, PhoneView } from "../../../src/http/contract/fan/view.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";
import { type Server, startServer } from "../../support/server.ts";
import { knock } from "../../support/knock.ts";
import { windows } from "../../../adapters/platform/wechat-oa/deliver/windows.ts";
import { createConnection } from "../../../src/store/hot/connection.ts";
import { readWindows } from "../../../src/store/send/ledger.ts";
import { openTables } from "../../support/tables.ts";
import { fan } from "./fan.ts";

const PNG = Buffer.from("\x89PNG\r\n\x1a\n0000", "latin1");

let database: TestDatabase;
let dataDir: string;
let server: Server;

beforeAll(async () => {
  database = await testDatabase();
  dataDir = await mkdtemp(join(tmpdir(), "seatbridge-fan-"));
  server = await startServer({ databaseUrl: database.url, dataDir });
}, 60_000);
afterAll(async () => {
  await server.stop();
  await database.drop();
  await rm(dataDir, { recursive: true, force: true });
});

describe("a fan of the practice account", () => {
  it("finds the account by its shop's name, and its menu", async () => {
    const { accounts } = await fan(server).get<{ accounts: unknown[] }>("/accounts");
    expect(accounts).toEqual([
      { id: server.account.id, name: "yuhe", title: "屿禾电器", platform: "wechat-oa" },
      { id: server.mini?.id, name: "yuhe-mini", title: "屿禾电器", platform: "wechat-mini" },
      { id: server.weibo?.id, name: "yuhe-weibo", title: "屿禾电器", platform: "weibo" },
    ]);
    const me = await fan(server).as("看菜单的");
    expect((await me.phone()).menu.map(({ name }) => name)).toEqual(["查订单", "会员", "人工"]);
  });

  it("follows, and is welcomed on her phone", async () => {
    const me = await fan(server).as("新来的", { following: false });
    const { entry } = await me.act({ does: "follow" });
    expect(entry).toMatchObject({
      type: "subscribe",
      attempts: [{ status: 200 }],
      verdict: { kind: "reply" },
    });
    expect((await me.phone()).thread).toMatchObject([
      { side: "notice", shows: { kind: "followed" } },
      { side: "account", via: "passive", shows: { kind: "text" } },
    ]);
  });

  it("asks through the door that the platform uses, and sees the answer, with the match beside it", async () => {
    const me = await fan(server).as("问发货的");
    const { entry } = await me.act({ does: "write", text: "几时发货" });
    expect(entry).toMatchObject({
      kind: "push",
      forged: false,
      attempts: [{ status: 200, answer: expect.stringContaining("<MsgType>") }],
      verdict: { kind: "reply", type: "text" },
    });
    const phone = await me.phone();
    expect(phone.thread.map(({ side }) => side)).toEqual(["fan", "account"]);
    expect(phone.fan.windows).toMatchObject([{ scenario: "message", left: 5, of: 5 }]);
    const step = phone.match.steps.at(-1);
    expect(step).toMatchObject({ code: "answered", entry: "什么时候发货" });
    expect(step?.score).toBeGreaterThan(0.5);
    expect(phone.match.contact).toMatchObject({ state: "bot" });
  });

  it("taps the menu, scans a code and leaves", async () => {
    const me = await fan(server).as("点菜单的");
    expect((await me.act({ does: "tap_menu", key: "shipping-where" })).entry).toMatchObject({
      type: "CLICK",
      verdict: { kind: "reply" },
    });
    expect((await me.act({ does: "scan", scene: "store7" })).entry).toMatchObject({ type: "SCAN" });
    expect((await me.act({ does: "unfollow" })).entry).toMatchObject({
      type: "unsubscribe",
      verdict: { kind: "success" },
    });
    expect(await me.refused({ does: "write", text: "在吗" })).toMatchObject({
      status: 409,
      code: "fan_not_following",
    });
  });

  it("is refused with a wrong signature, and nothing comes of it", async () => {
    const me = await fan(server).as("冒名的");
    const { entry } = await me.act({ does: "write", text: "几时发货" }, { forged: true });
    expect(entry).toMatchObject({ forged: true, attempts: [{ status: 401, answer: "signature_wrong" }] });
    expect(await me.phone()).toMatchObject({ thread: [], match: { steps: [] } });
  });

  it("sends a picture, which the platform then shows to whoever has its address", async () => {
    const me = await fan(server).as("发图的");
    const { mediaId } = await me.picture(PNG);
    await me.act({ does: "send_image", mediaId });
    expect((await me.phone()).thread[0]).toMatchObject({ side: "fan", shows: { kind: "image", mediaId } });
    const picture = await fetch(`${server.url}/emulator/wechat/pictures/${mediaId}`);
    expect(picture.headers.get("content-type")).toBe("image/png");
    expect(Buffer.from(await picture.arrayBuffer())).toEqual(PNG);
  });

  it.each([
    ["what is no picture", Buffer.from("<svg onload=alert(1)>"), 415, "fan_picture_unreadable"],
    [
      "a picture of more than 2 MB",
      Buffer.concat([PNG, Buffer.alloc(2_097_152)]),
      413,
      "fan_picture_too_large",
    ],
    ["far too many bytes", Buffer.concat([PNG, Buffer.alloc(5_000_000)]), 413, "fan_picture_too_large"],
  ])("cannot send %s", async (_, bytes, status, code) => {
    const me = await fan(server).as("发图的");
    await expect(me.picture(bytes)).rejects.toMatchObject({ status, code });
  });

  it("sees everything live, and no more than what is new", async () => {
    const me = await fan(server).as("看直播的");
    const stream = await me.watch();
    const first = await stream.next<PhoneView>("phone");
    expect(first.thread).toEqual([]);
    await me.act({ does: "write", text: "几时发货" });
    const seen = await stream.until<PhoneView>("phone", ({ thread }) =>
      thread.some(({ side }) => side === "account"),
    );
    expect(seen.ledger.length + seen.thread.length).toBeLessThan(4);
    const match = await stream.until<Match>("match", ({ steps }) => steps.length > 0);
    expect(match.steps[0]).toMatchObject({ code: "answered" });
    stream.close();
  });

  it("lets the platform's clock run ahead until the window is closed", async () => {
    const me = await fan(server).as("等很久的");
    await me.act({ does: "write", text: "几时发货" });
    await me.post("/ahead", { ms: 48 * 3_600_000 });
    expect((await me.phone()).fan).toMatchObject({ windows: [], aheadMs: 48 * 3_600_000 });
  });

  it("takes the reply ledger along for a simulated account, and for no real one", async () => {
    const me = await fan(server).as("赶时间的");
    await me.act({ does: "write", text: "几时发货" });
    const tables = await openTables(database.url);
    const conversationId = await tables.value<string>(
      `SELECT c.id FROM conversation c JOIN identity i ON i.id = c.identity_id WHERE i.external_id = '${me.openid}'`,
    );
    const client = await createConnection(database.url)();
    const leftMs = async () => {
      const [window] = await readWindows(client, windows, { conversationId }, Date.now());
      return window === undefined ? 0 : window.closesAt - Date.now();
    };
    expect(await leftMs()).toBeGreaterThan(47 * 3_600_000);
    await me.post("/ahead", { ms: 48 * 3_600_000 - 60_000 });
    expect(await leftMs()).toBeLessThanOrEqual(60_000);
    expect(await leftMs()).toBeGreaterThan(0);
    await tables.rows("UPDATE account SET simulated = false");
    expect(await leftMs()).toBeGreaterThan(47 * 3_600_000);
    await tables.rows("UPDATE account SET simulated = true");
    await me.post("/ahead", { ms: 60_000 });
    expect(await leftMs()).toBe(0);
    await me.act({ does: "write", text: "还在吗" });
    expect(await leftMs()).toBeGreaterThan(47 * 3_600_000);
    await client.end();
    await tables.close();
  });

  it("makes pushes go astray, and one effect of them", async () => {
    const me = await fan(server).as("话多的");
    await me.act({ does: "write", text: "你好" });
    await me.post("/astray", { astray: { kind: "twice", left: 1 } });
    await me.act({ does: "write", text: "几时发货" });
    expect(await me.phone()).not.toHaveProperty("astray");
    await me.post("/trick", { trick: "redeliver" });
    const { thread, ledger } = await me.phone();
    expect(thread.filter(({ side }) => side === "account").length).toBeLessThanOrEqual(2);
    const pushed = ledger.findLast(({ kind }) => kind === "push");
    expect(pushed).toMatchObject({ verdict: { kind: "reply" } });
    expect(pushed?.kind === "push" && pushed.attempts).toHaveLength(3);
    await me.post("/astray", { astray: { kind: "swapped", left: 1 } });
    const first = me.act({ does: "write", text: "发票怎么开" });
    while (!(await me.phone()).isHeld) await new Promise((later) => setImmediate(later));
    await me.act({ does: "write", text: "怎么退货" });
    await first;
    const order = (await me.phone()).ledger.filter(({ kind }) => kind === "push").slice(-2);
    const at = order.map((one) => (one.kind === "push" ? (one.attempts[0]?.at ?? 0) : 0));
    expect(at[0]).toBeGreaterThanOrEqual(at[1] ?? Infinity);
  });

  it("switches on what the account's next sends meet", async () => {
    const me = await fan(server).as("捣乱的");
    await me.post("/fault", { fault: { kind: "errcode", code: 45_047, left: 3 } });
    expect((await me.phone()).faults).toEqual([{ kind: "errcode", code: 45_047, left: 3 }]);
    await me.post("/fault", { fault: null });
    expect((await me.phone()).faults).toEqual([]);
  });

  it("has the same phone after the server was started anew", async () => {
    const me = await fan(server).as("记性好的");
    await me.act({ does: "write", text: "几时发货" });
    const before = (await me.phone()).thread;
    await server.stop();
    expect(JSON.parse(await readFile(join(dataDir, "emulator.json"), "utf8"))).toHaveProperty("version", 1);
    server = await startServer({ databaseUrl: database.url, dataDir });
    expect((await (await fan(server).as("记性好的")).phone()).thread).toEqual(before);
  }, 60_000);
});

describe("the simulator's door", () => {
  const refusal = async (path: string, init: RequestInit) => {
    const answer = await fetch(`${server.url}${path}`, init);
    const body = (await answer.json()) as { error?: { code: string; message: string } };
    return { status: answer.status, code: body.error?.code, message: body.error?.message };
  };

  it.each([
    ["a page of another site", { origin: "https://evil.example" }],
    ["a form, which cannot set our header", { "x-seatbridge": undefined }],
  ])("refuses what is posted by %s", async (_, wrong) => {
    const headers: Record<string, string | undefined> = {
      "x-seatbridge": "1",
      "content-type": "application/json",
      ...wrong,
    };
    const body = JSON.stringify({ account: server.account.id });
    const given = Object.entries(headers).filter((pair): pair is [string, string] => pair[1] !== undefined);
    expect(await refusal("/fan/api/fans", { method: "POST", headers: given, body })).toMatchObject({
      status: 403,
      code: "origin_wrong",
    });
  });

  it("is closed to whoever comes through a proxy and is not signed in, also to the platform's API", async () => {
    const headers = { "x-forwarded-for": "203.0.113.9", "accept-language": "zh-CN" };
    for (const path of ["/fan/api/accounts", "/emulator/wechat/cgi-bin/token"]) {
      const { status, code, message } = await refusal(path, { headers });
      expect([status, code]).toEqual([403, "fan_forbidden"]);
      expect(message).toContain("请先登录");
    }
  });

  it("knows nobody who is not there, and says what was wrong with a call", async () => {
    const page = fan(server);
    await expect(page.get(`/phone?account=${server.account.id}&fan=o1`)).rejects.toMatchObject({
      status: 404,
      code: "fan_fan_unknown",
    });
    await expect(page.get("/fans")).rejects.toMatchObject({ status: 400, code: "input_invalid" });
    await expect(page.get("/nothing")).rejects.toMatchObject({ status: 404, code: "not_found" });
    const me: FanCard = await page.card("谁");
    await expect(
      page.post("/act", { account: server.account.id, fan: me.openid, deed: { does: "write", text: "" } }),
    ).rejects.toMatchObject({ status: 400, code: "input_invalid" });
  });

  it("leaves the platform's door as it was", async () => {
    expect((await knock(server, { search: "?signature=x&timestamp=1&nonce=1" })).status).toBe(401);
  });
});
