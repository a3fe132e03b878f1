import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import { afterEach, beforeEach, expect, test } from "@jest/globals";

import { createClock } from "../../../emulator/kit/time/clock.ts";
import { type House, openHouse, Setup } from "../../../emulator/standalone/index.ts";
import { run } from "../../../scripts/command/emulator.ts";

const KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
// oxlint-disable-next-line typescript/no-explicit-any
type Shape = any;

/** A bridge that takes everything and says nothing, and echoes when it is asked to. */
let pushed: { readonly url: string; readonly body: string }[] = [];
let silent = false;
const bridge = createServer((request, response) => {
  let body = "";
  request.on("data", (part: Buffer) => (body += part.toString()));
  request.on("end", () => {
    pushed.push({ url: request.url ?? "", body });
    const echo = new URL(request.url ?? "", "http://x").searchParams.get("echostr");
    if (!silent) response.end(echo ?? "success");
  });
});

let house: House;
let callback: string;
beforeEach(async () => {
  pushed = [];
  silent = false;
  await new Promise<void>((ready) => bridge.listen(0, "127.0.0.1", ready));
  callback = `http://127.0.0.1:${(bridge.address() as AddressInfo).port}/in`;
  house = await openHouse({ setup: setupOf(), seed: "7", clock: createClock(() => START) });
});
afterEach(async () => {
  await house.close();
  bridge.closeAllConnections();
  await new Promise((closed) => bridge.close(closed));
});

const START = Date.parse("2026-11-24T02:00:00Z");
const setupOf = () =>
  Setup.parse({
    wechat: [{ name: "shop", callback, token: "token123", mode: "safe", encodingAesKey: KEY }],
    weibo: [{ name: "shop-weibo", title: "屿禾电器", callback, appSecret: "secret123", uid: "1902538057" }],
  });

async function control(path: string, body?: object): Promise<Shape> {
  const init = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
  return (await fetch(`${house.url}/control${path}`, init)).json();
}

async function token(): Promise<string> {
  const { appId: appid, appSecret: secret } = house.wechat.accounts()[0] ?? {};
  const body = JSON.stringify({ grant_type: "client_credential", appid, secret });
  const response = await fetch(`${house.url}/wechat/cgi-bin/stable_token`, { method: "POST", body });
  return ((await response.json()) as Shape).access_token as string;
}

async function send(openid: string, content: string): Promise<Response> {
  const body = JSON.stringify({ touser: openid, msgtype: "text", text: { content } });
  const path = `${house.url}/wechat/cgi-bin/message/custom/send?access_token=${await token()}`;
  return fetch(path, { method: "POST", body });
}

const newFan = async (name: string): Promise<string> =>
  (await control("/fans", { account: "shop", name })).openid;
const write = (fan: string, text: string) =>
  control("/act", { account: "shop", fan, act: { does: "write", text } });

test("a fan is played by JSON: what she does is pushed, encrypted as the account wishes", async () => {
  expect(await control("/verify", { account: "shop" })).toMatchObject({ kind: "verified", right: true });
  const fan = await newFan("小美");
  const { entry } = await write(fan, "在吗");
  expect(entry).toMatchObject({ verdict: { kind: "success" }, attempts: [{ status: 200 }] });
  expect(pushed.at(-1)?.url).toContain("encrypt_type=aes");
  expect(pushed.at(-1)?.body).not.toContain("在吗");
  const where = { does: "send_location", latitude: 31.2, longitude: 121.5, label: "上海" };
  expect((await control("/act", { account: "shop", fan, act: where })).entry.body).toContain(
    "<Location_X>31.2</Location_X>",
  );
  expect(await control("/act", { account: "shop", fan: "nobody", act: where })).toMatchObject({
    why: "fan_unknown",
  });
});

test("its one clock is moved on: windows close, tokens die, a push that waits for an answer is made again", async () => {
  const fan = await newFan("小美");
  await write(fan, "在吗");
  expect(await (await send(fan, "在的")).json()).toMatchObject({ errcode: 0 });
  const old = await token();
  await control("/clock", { forwardMs: 48 * 3_600_000 - 1 });
  expect(await (await send(fan, "还在")).json()).toMatchObject({ errcode: 0 });
  await control("/clock", { forwardMs: 1 });
  expect(await (await send(fan, "还在吗")).json()).toMatchObject({ errcode: 45_015 });
  const dead = await fetch(`${house.url}/wechat/cgi-bin/user/info?openid=${fan}&access_token=${old}`);
  expect(((await dead.json()) as Shape).errcode).toBe(40_001);

  silent = true;
  const before = pushed.length;
  const acting = write(fan, "有人吗");
  for (let n = 1; n <= 3; n += 1) {
    while (pushed.length < before + n) await new Promise((later) => setImmediate(later));
    await control("/clock", { forwardMs: 5_000 });
  }
  const { entry } = await acting;
  expect(entry.attempts.map(({ at }: Shape) => (at - entry.at) / 1_000)).toEqual([0, 5, 10]);
  expect(entry).toMatchObject({ verdict: { kind: "trouble" }, attempts: [{ lost: "late" }, {}, {}] });
});

test("what goes wrong is data, and the ledger knows what was really taken", async () => {
  const fan = await newFan("小美");
  await write(fan, "在吗");
  const faults = (list: object[]) => control("/faults", { account: "shop", faults: list });
  await faults([{ kind: "errcode", code: -1, left: 2 }]);
  expect(await (await send(fan, "一")).json()).toMatchObject({ errcode: -1 });
  expect(await (await send(fan, "二")).json()).toMatchObject({ errcode: -1 });
  await faults([{ kind: "taken_no_answer", left: 1 }]);
  await expect(send(fan, "三")).rejects.toThrow();
  await faults([{ kind: "page", left: 1 }]);
  expect(await (await send(fan, "四")).text()).toContain("<html>");
  await faults([{ kind: "cut", fan, left: 1 }]);
  await expect((await send(fan, "五")).json()).rejects.toThrow();
  await faults([{ kind: "errcode", code: 45_009, path: "/cgi-bin/user/info" }]);
  expect(await (await send(fan, "六")).json()).toMatchObject({ errcode: 0 });
  const info = await fetch(
    `${house.url}/wechat/cgi-bin/user/info?openid=${fan}&access_token=${await token()}`,
  );
  expect(((await info.json()) as Shape).errcode).toBe(45_009);
  const { entries } = await control("/ledger?account=shop&accepted=1");
  expect(entries.map(({ request }: Shape) => JSON.parse(request).text.content)).toEqual([
    "三",
    "四",
    "五",
    "六",
  ]);
  expect(await faults([{ kind: "slow", ms: 0 }])).toMatchObject({ error: "Not understood." });
});

test("a slow answer comes when the clock says so", async () => {
  const fan = await newFan("小美");
  await write(fan, "在吗");
  await control("/faults", { account: "shop", faults: [{ kind: "slow", ms: 6_000, left: 1 }] });
  const sending = send(fan, "在的");
  const phone = () => control(`/phone?account=shop&fan=${fan}`);
  while ((await phone()).thread.length < 2) await new Promise((later) => setImmediate(later));
  await control("/clock", { forwardMs: 6_000 });
  expect(await (await sending).json()).toMatchObject({ errcode: 0 });
});

test("with one seed there is one chance", async () => {
  const twice = await Promise.all(
    ["7", "7", "8"].map(async (seed) => {
      const one = await openHouse({ setup: setupOf(), seed });
      const card = one.wechat.fan("shop", { following: true });
      await one.close();
      return "openid" in card ? card.openid : "";
    }),
  );
  expect(twice[0]).toBe(twice[1]);
  expect(twice[2]).not.toBe(twice[0]);
});

test("in public anybody speaks, and the account that is called finds it", async () => {
  const by = { uid: "5612345678", name: "小满不困" };
  const done = await control("/publish", { by, deed: { does: "post", text: "@屿禾电器 没人管吗" } });
  expect(done).toMatchObject({ kind: "published" });
  const { accessToken } = house.weibo.accounts()[0] ?? {};
  const found = await fetch(`${house.url}/weibo/2/statuses/mentions.json?access_token=${accessToken}`);
  expect(((await found.json()) as Shape).statuses[0].idstr).toBe(done.id);
});

test("control is for this machine by its own name, and no page of another site", async () => {
  const headers = { origin: "https://evil.example" };
  expect((await fetch(`${house.url}/control`, { headers })).status).toBe(403);
  expect((await fetch(`${house.url}/control/nothing`)).status).toBe(404);
});

test("the command says what to enter, and what it cannot use", async () => {
  const lines: string[] = [];
  const print = (line: string): void => void lines.push(line);
  const flags = ["--wechat-callback", callback, "--weibo-callback", callback, "--port", "0"];
  expect(await run(flags, print, Promise.resolve())).toBe(0);
  expect(lines.join("\n")).toMatch(
    /API base +http:\/\/127\.0\.0\.1:\d+\/wechat .*\n +AppID +wx[0-9a-f]{16}\n/,
  );
  lines.length = 0;
  expect(await run(["--wechat-callback", callback, "--wechat-mode", "safe"], print)).toBe(1);
  expect(lines.join("\n")).toContain("wechat.0.encodingAesKey: needed in this mode");
  expect(await run([], print)).toBe(1);
});
