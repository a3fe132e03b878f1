import { randomBytes } from "node:crypto";
import { createServer, type Server as HttpServer } from "node:http";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { hostileJson } from "seatbridge/kit/testing";

import {
  createPlatform,
  type FanAction,
  fanPush,
  httpPush,
  type Platform,
  type PlatformAccount,
  readPassiveReply,
  verification,
} from "../../emulator/weibo/index.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { type Answer, knock } from "../support/knock.ts";
import { answerAtOnce, countRows, openRows, type Rows, threadOf } from "../support/rows.ts";
import { type Server, startServer } from "../support/server.ts";

const settings = { uid: "1902538057", appSecret: "0123456789abcdef", accessToken: "2.00doordoordoor" };

let database: TestDatabase;
let rows: Rows;
let server: Server;
let platform: Platform;
let api: HttpServer;
let account: PlatformAccount;
// No two of them are told apart by a double.
let uid = 9_007_199_254_740_992n;
const newFan = (): string => String((uid += 1n));

beforeAll(async () => {
  database = await testDatabase();
  rows = await openRows(database.url);
  await answerAtOnce(rows);
  server = await startServer({ databaseUrl: database.url });
  api = createServer((request, response) => void platform.handle(request, response));
  await new Promise<void>((ready) => api.listen(0, "127.0.0.1", ready));
  account = { ...settings, id: await connect(), name: "yuhe-weibo", title: "屿禾电器", menu: [] };
  platform = await createPlatform({
    accounts: () => [account],
    clock: Date.now,
    random: randomBytes,
    onTrouble: (error) => {
      throw error;
    },
    push: httpPush(({ id }) => `${server.url}/webhooks/${id}`),
  });
}, 60_000);

afterAll(async () => {
  await platform?.close();
  api?.closeAllConnections();
  await new Promise<unknown>((closed) => (api === undefined ? closed(undefined) : api.close(closed)));
  await rows?.close();
  await server?.stop();
  await database?.drop();
});

/** Connects the practice account to a platform of the test's own; settles when its door is open. */
async function connect(): Promise<string> {
  const address = api.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const config = { ...settings, apiBase: `http://127.0.0.1:${port}` };
  const [row] = await rows.query<{ id: string }>(
    "UPDATE account SET config = $1 WHERE platform = 'weibo' RETURNING id",
    [config],
  );
  const id = row?.id ?? "";
  for (;;) {
    const { search } = verification(settings, Date.now(), "open?");
    if ((await knock(server, { method: "GET", search, account: id })).body === "open?") return id;
  }
}

const does = (action: FanAction, fan = newFan()) => platform.does(account.id, fan, action);
function phone(fan: string) {
  const view = platform.phone(account.id, fan);
  return "kind" in view ? [] : view.thread.filter(({ side }) => side === "account");
}

const post = (call: { readonly search: string; readonly body?: string }): Promise<Answer> =>
  knock(server, { ...call, account: account.id, headers: { "content-type": "application/json" } });

describe("a Weibo account's door", () => {
  it("gives the echo back", async () => {
    const { search } = verification(settings, Date.now(), "dnPdpTZz85");
    const answer = await knock(server, { method: "GET", search, account: account.id });
    expect(answer).toMatchObject({ status: 200, type: "text/plain; charset=utf-8", body: "dnPdpTZz85" });
  });

  it.each<[string, FanAction, RegExp]>([
    ["what the FAQ knows", { does: "write", text: "几时发货" }, /48 小时/],
    ["a wish for a person", { does: "write", text: "转人工" }, /人工|客服/],
    ["a follow", { does: "follow" }, /欢迎/],
    ["a scan", { does: "scan", scene: "flyer_7" }, /欢迎/],
    ["a menu tap", { does: "tap_menu", key: "shipping-when" }, /48 小时/],
    ["a picture", { does: "send_image", fileId: 821_804_459n }, /看不懂/],
  ])("answers %s with the push", async (_, action, words) => {
    const fan = newFan();
    expect(await does(action, fan)).toMatchObject({
      attempts: [{ status: 200 }],
      verdict: { kind: "reply" },
    });
    expect(phone(fan)).toEqual([
      expect.objectContaining({
        via: "passive",
        shows: { kind: "text", text: expect.stringMatching(words) },
      }),
    ]);
  });

  it.each<[string, FanAction]>([
    ["thanks", { does: "write", text: "谢谢" }],
    ["a subscription", { does: "subscribe", typed: "dy" }],
    ["a page from the menu", { does: "open_menu_link", url: "https://u.example" }],
    ["a farewell", { does: "unfollow" }],
  ])("takes %s in without a word, by an empty body", async (_, action) => {
    expect(await does(action)).toMatchObject({
      attempts: [{ status: 200, answer: "" }],
      verdict: { kind: "success" },
    });
  });

  it("keeps fans apart whose ids no double tells apart", async () => {
    const [one, other] = [newFan(), newFan()];
    await does({ does: "write", text: "一" }, one);
    await does({ does: "write", text: "二" }, other);
    const [first] = await threadOf(rows, one);
    const [second] = await threadOf(rows, other);
    expect([first?.content.text, second?.content.text]).toEqual(["一", "二"]);
  });

  it("answers a redelivery, signed anew, with the same bytes and no second effect", async () => {
    const push = {
      account,
      from: newFan(),
      action: { does: "write", text: "几时发货" },
      at: Date.now(),
    } as const;
    const first = await post(fanPush(push));
    const before = await countRows(rows);
    const again = await Promise.all(
      Array.from({ length: 20 }, () => post(fanPush({ ...push, sentAt: Date.now() }))),
    );
    expect(readPassiveReply(first.status, first.body)).toMatchObject({ kind: "message" });
    expect(new Set(again.map(({ body }) => body))).toEqual(new Set([first.body]));
    expect(await countRows(rows)).toEqual(before);
  });

  it.each([
    "👨‍👩‍👧‍👦 几时发货 🚚",
    "\"}]] {{x}} <script>alert(1)</script> '; DROP TABLE inbox; --",
    String.raw`\u0000 \ud800`,
  ])("stores what a fan writes verbatim: %s", async (text) => {
    const fan = newFan();
    await does({ does: "write", text }, fan);
    const [said] = await threadOf(rows, fan);
    expect(said).toEqual({ author: "fan", content: { kind: "text", text } });
  });

  it("takes in NUL and half characters, which no database holds, and shows them as such", async () => {
    const fan = newFan();
    const call = fanPush({ account, from: fan, action: { does: "write", text: "HERE" }, at: Date.now() });
    const body = call.body.replace("HERE", String.raw`a\u0000b\ud83dc`);
    expect((await post({ ...call, body })).status).toBe(200);
    const [said] = await threadOf(rows, fan);
    expect(said?.content.text).toBe("a\uFFFDb\uFFFDc");
  });

  it("keeps out of her private talk what she said in public, which is looked for there", async () => {
    const fan = newFan();
    await does({ does: "mention", text: "@屿禾 避雷", statusId: "3527441356428013" }, fan);
    expect(await threadOf(rows, fan)).toEqual([]);
    expect(await rows.query("SELECT 1 FROM identity WHERE external_id = $1", [fan])).toEqual([]);
    expect(await rows.query("SELECT rule FROM inbox WHERE raw LIKE '%3527441356428013%'")).toEqual([
      { rule: "platform_report" },
    ]);
  });

  it.each([
    ["another secret", { account: { ...settings, appSecret: "f".repeat(16) } }, 401],
    ["another account", { account: { ...settings, uid: "1" } }, 403],
    ["an hour ago", { sentAt: Date.now() - 3_600_000 }, 403],
  ])("refuses what was signed by or for %s, and stores nothing", async (_, other, status) => {
    const before = await countRows(rows);
    const action = { does: "write", text: "密语" } as const;
    const call = fanPush({ account, from: newFan(), action, at: Date.now(), ...other });
    expect((await post(call)).status).toBe(status);
    expect(await countRows(rows)).toEqual(before);
  });
});

describe("hostile JSON at a Weibo account's door", () => {
  const members = ["type", "receiver_id", "sender_id", "created_at", "text"];
  const action = { does: "write", text: "密语" } as const;
  const valid = fanPush({ account: settings, from: newFan(), action, at: Date.now() }).body;

  it.each(hostileJson(valid, members).map(({ name, body }) => [name, body] as const))(
    "is refused, and leaves nothing behind: %s",
    async (_, body) => {
      const before = await countRows(rows);
      const { search } = fanPush({ account, from: newFan(), action, at: Date.now() });
      const { status } = await knock(server, { search, body, account: account.id });
      expect([400, 413]).toContain(status);
      expect(await countRows(rows)).toEqual(before);
    },
  );

  it("leaves the door open, and no word of it in the log", async () => {
    expect(await does({ does: "write", text: "几时发货" })).toMatchObject({ verdict: { kind: "reply" } });
    expect(JSON.stringify(server.log.all())).not.toContain("密语");
  });
});

describe("what is said to a Weibo fan later", () => {
  /** Leaves an agent's words in the outbox of a fan who has written; what has become of them. */
  async function say(fan: string, text: string): Promise<string> {
    const [moved] = await rows.query<{ id: string; seq: number }>(
      `UPDATE conversation c SET seq = c.seq + 1 FROM identity i
       WHERE i.id = c.identity_id AND i.external_id = $1 RETURNING c.id, c.seq`,
      [fan],
    );
    const place = [moved?.id, moved?.seq];
    await rows.query(
      `WITH said AS (
         INSERT INTO message (conversation_id, seq, at, author, content)
         VALUES ($1, $2, now(), 'agent', $3) RETURNING conversation_id, seq, at
       ) INSERT INTO outbox (conversation_id, seq, class, state, at)
         SELECT conversation_id, seq, 'agent', 'queued', at FROM said`,
      [...place, { kind: "text", text }],
    );
    for (;;) {
      const [row] = await rows.query<{ state: string; code: string | null }>(
        "SELECT state, code FROM outbox WHERE conversation_id = $1 AND seq = $2",
        place,
      );
      if (row !== undefined && row.state !== "queued" && row.state !== "sending") {
        return row.code === null ? row.state : `${row.state} ${row.code}`;
      }
    }
  }

  async function writer(): Promise<string> {
    const fan = newFan();
    await does({ does: "write", text: "几时发货" }, fan);
    return fan;
  }

  it("reaches her phone through the interface", async () => {
    const fan = await writer();
    const words = "您好，<b>稍等</b> 100% + & 👍";
    expect(await say(fan, words)).toBe("accepted");
    expect(phone(fan).at(-1)).toMatchObject({ via: "api", shows: { kind: "text", text: words } });
    expect(platform.ledger(account.id).at(-1)).toMatchObject({ kind: "call", openid: fan, code: 0 });
  });

  it("does not leave any more where she has left", async () => {
    const fan = await writer();
    await does({ does: "unfollow" }, fan);
    expect(await say(fan, "在吗")).toBe("expired window_closed");
  });

  it("is in doubt, and not sent again, where the platform takes it and says nothing", async () => {
    const fan = await writer();
    platform.fault(account.id, { kind: "taken_no_answer", left: 1 });
    expect(await say(fan, "在吗")).toMatch(/^unknown/);
    expect(phone(fan).at(-1)).toMatchObject({ via: "api", shows: { text: "在吗" } });
  });

  it("is sent once more where the platform was busy", async () => {
    const fan = await writer();
    platform.fault(account.id, { kind: "errcode", code: 10_009, left: 1 });
    expect(await say(fan, "在的")).toBe("accepted");
    const sent = phone(fan).filter((item) => item.side === "account" && item.via === "api");
    expect(sent).toHaveLength(1);
  }, 20_000);

  it("is refused, and so is all that follows, where the authorisation is over", async () => {
    const [one, other] = [await writer(), await writer()];
    platform.fault(account.id, { kind: "errcode", code: 21_316, left: 1 });
    expect(await say(one, "在吗")).toBe("rejected 21316");
    expect(await say(other, "在吗")).toBe("rejected 21316");
    expect(JSON.stringify(server.log.all())).not.toContain(settings.accessToken);
  });
});
