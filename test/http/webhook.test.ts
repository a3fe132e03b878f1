import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

import { type FanAction, verification } from "../../emulator/wechat/index.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { callOf, knock, tell, write } from "../support/knock.ts";
import { answerAtOnce, countRows, openRows, type Rows, threadOf, wordsOf } from "../support/rows.ts";
import { counterOf, type Server, startServer } from "../support/server.ts";

let database: TestDatabase;
let server: Server;
let rows: Rows;
let fans = 0;
const newFan = (): string => `o_fan_${(fans += 1)}`;

beforeAll(async () => {
  database = await testDatabase();
  rows = await openRows(database.url);
  await answerAtOnce(rows);
  server = await startServer({ databaseUrl: database.url });
}, 60_000);

afterAll(async () => {
  await rows?.close();
  await server?.stop();
  await database?.drop();
});

const text = (words: string): FanAction => ({ does: "write", text: words });
const message = (words: unknown) => ({ kind: "message", type: "text", text: words });

describe("a verified call", () => {
  it("gets its echo back verbatim", async () => {
    const echo = "5837397217012345678";
    const { search } = verification(server.account, Date.now(), echo);
    const answer = await knock(server, { method: "GET", search });
    expect(answer).toMatchObject({ status: 200, type: "text/plain; charset=utf-8", body: echo });
  });

  it("gets the FAQ's answer in the same response, addressed back to the fan", async () => {
    const fan = newFan();
    const answer = await knock(server, callOf(server, { from: fan, action: text("几时发货") }));
    const [, reply] = await threadOf(rows, fan);
    const words = wordsOf(reply?.content ?? { kind: "none" });
    expect(words).toContain("48 小时");
    expect(answer.type).toBe("application/xml; charset=utf-8");
    expect(answer.body.replace(/<CreateTime>[0-9]{10}<\/CreateTime>/, "")).toBe(
      `<xml><ToUserName><![CDATA[${fan}]]></ToUserName>` +
        `<FromUserName><![CDATA[${server.account.originalId}]]></FromUserName>` +
        `<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[${words}]]></Content></xml>`,
    );
  });

  it.each<[string, FanAction, RegExp]>([
    ["a follow", { does: "follow" }, /欢迎/],
    ["a follow by a scan", { does: "follow", scene: "shop-7" }, /欢迎/],
    ["a scan", { does: "scan", scene: "shop-7" }, /欢迎/],
    ["a menu tap of an entry", { does: "tap_menu", key: "shipping-when" }, /48 小时/],
    ["a menu tap of nothing", { does: "tap_menu", key: "gone" }, /转人工/],
    ["a picture", { does: "send_image", pictureUrl: "https://mmbiz.qpic.cn/1", mediaId: "m1" }, /看不懂/],
    ["a voice", { does: "send_voice", mediaId: "v1", recognition: "几时发货" }, /48 小时/],
    ["a wish for a person", text("转人工"), /人工|客服/],
  ])("answers %s", async (_, action, words) => {
    expect(await tell(server, { from: newFan(), action })).toEqual(
      expect.objectContaining(message(expect.stringMatching(words))),
    );
  });

  it.each<[string, FanAction]>([
    ["a menu link", { does: "open_menu_link", url: "https://example.com/a" }],
    ["thanks", text("谢谢")],
    ["a farewell", { does: "unfollow" }],
  ])("takes %s in without a word", async (_, action) => {
    const answer = await knock(server, callOf(server, { from: newFan(), action }));
    expect(answer).toMatchObject({ status: 200, body: "success" });
  });

  it("is silent while a person is awaited, and keeps what is written", async () => {
    const fan = newFan();
    await write(server, fan, "转人工");
    expect(await write(server, fan, "几时发货")).toEqual({ kind: "nothing" });
    expect((await threadOf(rows, fan)).map(({ author }) => author)).toEqual(["fan", "bot", "fan"]);
  });
});

describe("odd text", () => {
  const rightToLeft = "\u202Eמתי זה יישלח\u202C ‏متى‏";
  it.each([
    ["emoji", "👨‍👩‍👧‍👦🏳️‍🌈 几时发货 🚚"],
    ["right-to-left text", rightToLeft],
    ["combining marks", "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢ 几时发货"],
    ["markup", "<img src=x onerror=alert(1)><script>alert(2)</script>"],
    ["SQL", "'; DROP TABLE inbox; --"],
    ["a JSON escape", '{"a":"\\u0000","b":"\\ud800"}'],
    ["line breaks", "第一行\n第二行\n\n第四行"],
    ["spaces at both ends", "  几时发货\t "],
    ["the end of a CDATA section", "a ]]> b"],
    ["a type declaration", "<!DOCTYPE x [<!ENTITY y 'z'>]>&y;"],
    ["template syntax", "${process.env} {{constructor.constructor('x')()}} %s <%= 1 %>"],
    ["names of prototypes", "__proto__ constructor hasOwnProperty"],
    ["2,000 characters", "几时发货，".repeat(400)],
    ["2,000 emoji", "🚚".repeat(2_000)],
    ["tag characters", "几时发货\u{E0041}\u{E0042}"],
    ["a byte order mark", "\uFEFF几时发货"],
  ])("is stored verbatim and answered: %s", async (_, words) => {
    const fan = newFan();
    const seen = await write(server, fan, words);
    const [said, reply] = await threadOf(rows, fan);
    expect(said).toEqual({ author: "fan", content: { kind: "text", text: words } });
    expect(seen).toMatchObject(message(wordsOf(reply?.content ?? { kind: "none" })));
  });

  it("keeps carriage returns as XML gives them: a line break", async () => {
    const fan = newFan();
    const call = callOf(server, { from: fan, action: text("HERE") });
    await knock(server, { ...call, body: call.body.replace("HERE", "一\r\n二&#13;三") });
    const [said] = await threadOf(rows, fan);
    expect(said?.content.text).toMatch(/^一\n二/);
  });
});

describe("a redelivery", () => {
  it("gets the same answer, byte for byte, and has no second effect", async () => {
    const told = { from: newFan(), action: text("几时发货"), messageId: "7001" };
    const deliver = async () => (await knock(server, callOf(server, told))).body;
    const first = await deliver();
    const before = await countRows(rows);
    expect(first).toContain("48 小时");
    expect(await deliver()).toBe(first);
    expect(await deliver()).toBe(first);
    expect(await countRows(rows)).toEqual(before);
    const [inbox] = await rows.query("SELECT deliveries FROM inbox WHERE raw LIKE '%<MsgId>7001<%'");
    expect(inbox).toEqual({ deliveries: 3 });
  });

  it("of an event, which has no id, is known by what it says", async () => {
    const told = { from: newFan(), action: { does: "follow" }, at: Date.now() } as const;
    const first = await tell(server, told);
    const before = await countRows(rows);
    expect(await tell(server, told)).toEqual(first);
    expect(await countRows(rows)).toEqual(before);
  });

  it("has one effect, however many overlap", async () => {
    const told = { from: newFan(), action: text("保修多久"), messageId: "7002" };
    const seen = await Promise.all(Array.from({ length: 50 }, () => tell(server, told)));
    expect(new Set(seen.map((reply) => JSON.stringify(reply))).size).toBe(1);
    expect(seen[0]?.kind).toBe("message");
    expect(await threadOf(rows, told.from)).toHaveLength(2);
  });

  it("is not two messages of the same words", async () => {
    const fan = newFan();
    await Promise.all([write(server, fan, "几时发货"), write(server, fan, "几时发货")]);
    expect(await threadOf(rows, fan)).toHaveLength(4);
  });
});

describe("the log", () => {
  it("tells of every message in one line of ids and codes", async () => {
    const told = { from: newFan(), action: text("暗语一二三 几时发货") };
    const { requestId } = await knock(server, callOf(server, told));
    const line = await server.log.until(({ request }) => request === requestId);
    expect(line).toMatchObject({ msg: "taken", account: server.account.id, outcome: "answered", seq: 1 });
    const lines = server.log.all().filter(({ request }) => request === requestId);
    expect(lines).toHaveLength(1);
    expect(JSON.stringify(server.log.all())).not.toMatch(new RegExp(`暗语一二三|${told.from}`));
  });

  it("is counted", async () => {
    const account = server.account.id;
    const before = await counterOf(server, "messages_taken_total", { account, outcome: "answered" });
    await write(server, newFan(), "几时发货");
    expect(await counterOf(server, "messages_taken_total", { account, outcome: "answered" })).toBe(
      before + 1,
    );
  });
});
