import { createServer } from "node:http";
import { once } from "node:events";

import { afterEach, describe, expect, it } from "@jest/globals";

import { httpPush, sign } from "../../../emulator/wechat/index.ts";
import type { Push } from "../../../emulator/wechat/platform/push/push.ts";
import { account, follower, openRig, phoneOf, type Rig, say, sendText, thread } from "./rig.ts";

let rig: Rig;
afterEach(() => rig.close());

const reply = (openid: string, content: string, from = account.originalId) =>
  `<xml><ToUserName>${openid}</ToUserName><FromUserName>${from}</FromUserName><CreateTime>1</CreateTime>${content}</xml>`;
const text = (openid: string, words: string, from?: string) =>
  reply(openid, `<MsgType>text</MsgType><Content>${words}</Content>`, from);

/** Answers each delivery in turn: a status, a body, or nothing (`late`, `broken`, and beyond the list). */
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
      typeof answer === "number" ? { status: answer, body: "trouble" } : { status: 200, body: answer },
    );
  };
  return { calls, push };
}

const last = () => rig.platform.ledger(account.id).at(-1);

describe("the emulated webhooks", () => {
  it("shows a passive reply on the phone, at no cost to the quota", async () => {
    let openid = "";
    rig = await openRig({ push: () => Promise.resolve({ status: 200, body: text(openid, "在的") }) });
    openid = follower(rig);
    const acted = await say(rig, openid, "在吗");
    expect(acted).toMatchObject({ kind: "pushed", entry: { verdict: { kind: "reply", type: "text" } } });
    expect(thread(rig, openid)).toEqual(["fan text 在吗", "account text 在的"]);
    expect(phoneOf(rig, openid)).toMatchObject({
      thread: [{ side: "fan" }, { via: "passive" }],
      fan: { windows: [{ left: 5 }] },
    });
  });

  it("pushes the same body again, signed anew, when nothing comes back, three times in all", async () => {
    const { calls, push } = answering("late", "broken", "late");
    rig = await openRig({ push });
    const openid = follower(rig);
    await say(rig, openid, "在吗");
    expect(calls).toHaveLength(3);
    expect(new Set(calls.map(({ body }) => body)).size).toBe(1);
    expect(new Set(calls.map(({ search }) => search)).size).toBe(3);
    expect(last()).toMatchObject({
      attempts: [{ lost: "late" }, { lost: "broken" }, { lost: "late" }],
      verdict: { kind: "trouble" },
    });
    expect(thread(rig, openid)).toEqual(["fan text 在吗", "notice trouble"]);
  });

  it("stops at the first answer", async () => {
    const { calls, push } = answering("late", "success");
    rig = await openRig({ push });
    const openid = follower(rig);
    await say(rig, openid, "在吗");
    expect(calls).toHaveLength(2);
    expect(last()).toMatchObject({
      attempts: [{ lost: "late" }, { status: 200 }],
      verdict: { kind: "success" },
    });
    expect(thread(rig, openid)).toEqual(["fan text 在吗"]);
  });

  it.each([
    ["an error page", 502],
    ["words that are no reply", "ok"],
    ["a reply to somebody else", text("o1", "在的")],
    ["a reply of another account", text("OPENID", "在的", "gh_other")],
  ])("tells the fan that the account is out of order at %s, without another try", async (_, answer) => {
    const { calls, push } = answering("?");
    rig = await openRig({
      push: async (...args) => {
        await push(...args);
        const [, call] = args;
        const openid = new URLSearchParams(call.search).get("openid") ?? "";
        return typeof answer === "number"
          ? { status: answer, body: "" }
          : { status: 200, body: answer.replace("OPENID", openid) };
      },
    });
    const openid = follower(rig);
    await say(rig, openid, "在吗");
    expect(calls).toHaveLength(1);
    expect(last()).toMatchObject({ verdict: { kind: "trouble" } });
    expect(thread(rig, openid)).toEqual(["fan text 在吗", "notice trouble"]);
  });

  it("reports what is done without words as events, and lets nobody speak who does not follow", async () => {
    const { calls, push } = answering(...Array<string>(9).fill("success"));
    rig = await openRig({ push });
    const card = rig.platform.fan(account.id, { name: "小美", following: false });
    if ("kind" in card) throw new Error(card.why);
    const does = (deed: Parameters<typeof rig.platform.act>[2]) =>
      rig.platform.act(account.id, card.openid, deed);
    expect(await does({ does: "write", text: "在吗" })).toEqual({ kind: "refused", why: "not_following" });
    await does({ does: "scan", scene: "store7" });
    expect(await does({ does: "follow" })).toEqual({ kind: "refused", why: "following_already" });
    await does({ does: "scan", scene: "store7" });
    await does({ does: "tap_menu", key: "orders" });
    await does({ does: "unfollow" });
    expect(calls.map(({ body }) => /<Event><!\[CDATA\[(\w+)/.exec(body)?.[1])).toEqual([
      "subscribe",
      "SCAN",
      "CLICK",
      "unsubscribe",
    ]);
    expect(calls[0]?.body).toContain("qrscene_store7");
    expect(thread(rig, card.openid)).toEqual([
      "notice followed",
      "notice scanned",
      "notice tapped",
      "notice unfollowed",
    ]);
  });

  it("signs a forged message with something else, and shows it nowhere", async () => {
    const { calls, push } = answering(401);
    rig = await openRig({ push });
    const openid = follower(rig);
    await rig.platform.act(account.id, openid, { does: "write", text: "在吗" }, true);
    const query = new URLSearchParams(calls[0]?.search);
    const right = sign(account.token, query.get("timestamp") ?? "", query.get("nonce") ?? "");
    expect(query.get("signature")).not.toBe(right);
    expect(last()).toMatchObject({ forged: true, attempts: [{ status: 401 }], verdict: { kind: "trouble" } });
    expect(thread(rig, openid)).toEqual([]);
    expect(phoneOf(rig, openid).fan.windows).toEqual([]);
  });

  it("goes over real HTTP, and gives up a server that takes the call and says nothing", async () => {
    const heard: string[] = [];
    const server = createServer((request) => void heard.push(request.url ?? "")).listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    rig = await openRig({
      push: httpPush(({ id }) => `http://127.0.0.1:${port}/webhooks/${id}`),
      answerMs: 250,
    });
    await say(rig, follower(rig), "在吗");
    server.closeAllConnections();
    server.close();
    expect(heard[0]).toMatch(/^\/webhooks\/a1\?signature=/);
    expect(last()).toMatchObject({ attempts: [{ lost: "late" }, { lost: "late" }, { lost: "late" }] });
  });

  it("tells only what is new since a version", async () => {
    rig = await openRig();
    const openid = follower(rig);
    await say(rig, openid, "一");
    const first = phoneOf(rig, openid);
    await sendText(rig, openid, "二");
    const next = rig.platform.phone(account.id, openid, first.v);
    if ("kind" in next) throw new Error(next.why);
    expect(next.thread.map(({ n }) => n)).toEqual([2]);
    expect(next.ledger.filter((entry) => entry.openid === openid).map(({ kind }) => kind)).toEqual(["call"]);
    expect(rig.platform.phone(account.id, openid, next.v)).toMatchObject({
      v: next.v,
      thread: [],
      ledger: [],
    });

    rig.platform.fault(account.id, { kind: "taken_no_answer", left: 1 });
    expect(phoneOf(rig, openid).v).toBeGreaterThan(next.v);
  });
});
