import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

import type { PhoneView } from "../../../src/http/contract/fan/view.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";
import { type Server, startServer } from "../../support/server.ts";
import { openRows } from "../../support/rows.ts";
import { fan } from "./fan.ts";

const PNG = Buffer.from("\x89PNG\r\n\x1a\n0000", "latin1");
const NAME = "yuhe-weibo";

let database: TestDatabase;
let dataDir: string;
let server: Server;

beforeAll(async () => {
  database = await testDatabase();
  const rows = await openRows(database.url);
  // She is heard out for so long that the answer comes later, and no longer.
  await rows.query(
    "INSERT INTO setting (scope, key, value, updated_at, updated_by) VALUES ('all', 'turn.pauseMs', '300', now(), 'test')",
  );
  await rows.close();
  dataDir = await mkdtemp(join(tmpdir(), "seatbridge-fan-weibo-"));
  server = await startServer({ databaseUrl: database.url, dataDir });
}, 60_000);
afterAll(async () => {
  await server.stop();
  await database.drop();
  await rm(dataDir, { recursive: true, force: true });
});

/** The account by its name, as a command names it. */
const page = () => fan({ url: server.url, account: { id: NAME } });

describe("a fan of the practice account on Weibo", () => {
  it("finds no buttons, for there are none", async () => {
    expect((await (await page().as("看菜单的")).phone()).menu).toEqual([]);
  });

  it("follows, and is welcomed on her phone", async () => {
    const me = await page().as("新来的", { following: false });
    const { entry } = await me.act({ does: "follow" });
    expect(entry).toMatchObject({ type: "follow", attempts: [{ status: 200 }], verdict: { kind: "reply" } });
    expect((await me.phone()).thread).toMatchObject([
      { side: "notice", shows: { kind: "followed" } },
      { side: "account", via: "passive", shows: { kind: "text" } },
    ]);
  });

  it("asks in Weibo's words, and sees the answer, with the match beside it", async () => {
    const me = await page().as("问发货的");
    const { entry } = await me.act({ does: "write", text: "几时发货" });
    // Not a digit is lost of an id that no double holds.
    expect(entry.body).toContain(
      `{"type":"text","receiver_id":${server.weibo?.uid},"sender_id":${me.openid},`,
    );
    expect(entry).toMatchObject({
      forged: false,
      attempts: [{ status: 200, answer: expect.stringMatching(/^\{"result":true,/) }],
      verdict: { kind: "reply", type: "text" },
    });
    const phone = await me.phone();
    expect(phone.thread.map(({ side }) => side)).toEqual(["fan", "account"]);
    expect(phone.fan.windows).toEqual([{ scenario: "message", closesAt: expect.any(Number) }]);
    expect(phone.match.steps.at(-1)).toMatchObject({ code: "answered", entry: "什么时候发货" });
  });

  it("is answered later through Weibo's interface, of which no secret is shown", async () => {
    const me = await page().as("说不清的");
    const stream = await me.watch();
    await me.act({ does: "write", text: "呜啦呜啦哇啦" });
    const { ledger } = await stream.until<PhoneView>("phone", (view) =>
      view.ledger.some(({ kind }) => kind === "call"),
    );
    stream.close();
    expect(ledger.find(({ kind }) => kind === "call")).toMatchObject({
      path: "/2/messages/reply.json",
      type: "text",
      code: 0,
      answered: true,
    });
    const phone = await me.phone();
    expect(phone.thread.at(-1)).toMatchObject({ side: "account", via: "api" });
    const shown = JSON.stringify([phone, await page().get("/accounts")]);
    expect(shown).not.toContain(server.weibo?.appSecret);
    expect(shown).not.toContain("access_token");
  });

  it("is refused with a wrong signature, and nothing comes of it", async () => {
    const me = await page().as("冒名的");
    const { entry } = await me.act({ does: "write", text: "几时发货" }, { forged: true });
    expect(entry).toMatchObject({ forged: true, attempts: [{ status: 401, answer: "signature_wrong" }] });
    expect(await me.phone()).toMatchObject({ thread: [], match: { steps: [] } });
  });

  it("sends a picture, which her phone shows", async () => {
    const me = await page().as("发图的");
    const { mediaId } = await me.picture(PNG);
    await me.act({ does: "send_image", mediaId });
    expect((await me.phone()).thread[0]).toMatchObject({ side: "fan", shows: { kind: "image", mediaId } });
    const shown = await fetch(`${server.url}/emulator/weibo/pictures/${mediaId}`);
    expect(Buffer.from(await shown.arrayBuffer())).toEqual(PNG);
  });

  it("is not known on WeChat, nor is a fan of there known here", async () => {
    const { openid } = await page().card("只在微博");
    const wechat = fan(server);
    const other = await wechat.card("只在微信");
    for (const query of [
      `account=${server.account.id}&fan=${openid}`,
      `account=${NAME}&fan=${other.openid}`,
    ]) {
      await expect(wechat.get(`/phone?${query}`)).rejects.toMatchObject({
        status: 404,
        code: "fan_fan_unknown",
      });
    }
  });

  it("has the same phone after the server was started anew", async () => {
    const me = await page().as("记性好的");
    await me.act({ does: "write", text: "几时发货" });
    const before = (await me.phone()).thread;
    await server.stop();
    expect(JSON.parse(await readFile(join(dataDir, "weibo", "emulator.json"), "utf8"))).toHaveProperty(
      "version",
      1,
    );
    server = await startServer({ databaseUrl: database.url, dataDir });
    expect((await (await page().as("记性好的")).phone()).thread).toEqual(before);
  }, 60_000);
});

describe("the door to Weibo's interface", () => {
  it("is closed to whoever comes through a proxy and is not signed in", async () => {
    const headers = { "x-forwarded-for": "203.0.113.9" };
    const answer = await fetch(`${server.url}/emulator/weibo/2/messages/reply.json`, { headers });
    expect([answer.status, await answer.json()]).toMatchObject([403, { error: { code: "fan_forbidden" } }]);
  });

  it("is not one to a platform that nobody has", async () => {
    expect((await fetch(`${server.url}/emulator/qq/send`)).status).toBe(404);
    await expect(page().get("/fans?account=nobody")).rejects.toMatchObject({
      status: 404,
      code: "fan_account_unknown",
    });
  });
});
