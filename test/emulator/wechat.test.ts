import { describe, expect, it } from "@jest/globals";
import { parseStringPromise } from "xml2js";

import { fanMessage, readPassiveReply, sign, verification } from "../../emulator/wechat/index.ts";

const account = { token: "spamtest", originalId: "gh_1" };
const at = 1_409_735_669_500;

describe("the WeChat emulator", () => {
  it("signs as the platform's own sample does", () => {
    expect(sign("spamtest", "1409735669", "1320562132")).toBe("16120ec1b8dbb870f510d87ce6bc2463eae6ca1a");
  });

  it("delivers a message again under the same id, however it is signed", async () => {
    const message = {
      account,
      from: "fan1",
      at,
      action: { does: "write", text: "]]> & <b> ]]>" },
      messageId: "77",
    } as const;
    const calls = [fanMessage(message), fanMessage(message)];
    const trees = await Promise.all(
      calls.map((call) => parseStringPromise(call.body, { explicitArray: false })),
    );
    expect(trees[0].xml).toMatchObject({
      ToUserName: "gh_1",
      FromUserName: "fan1",
      CreateTime: "1409735669",
      Content: "]]> & <b> ]]>",
      MsgId: "77",
    });
    expect(trees[1]).toEqual(trees[0]);
    expect(calls[0]?.search).not.toBe(calls[1]?.search);
  });

  it("gives every message an id of its own that a double could not hold", () => {
    const ids = Array.from({ length: 50 }, () => {
      const call = fanMessage({ account, from: "fan1", at, action: { does: "write", text: "hi" } });
      return /<MsgId>(\d+)<\/MsgId>/.exec(call.body)?.[1] ?? "";
    });
    expect(new Set(ids).size).toBe(50);
    expect(ids.every((id) => BigInt(id) > Number.MAX_SAFE_INTEGER && BigInt(id) < 2n ** 64n)).toBe(true);
  });

  it("asks for the echo with a signature of its own", () => {
    const query = new URLSearchParams(verification(account, at, "echo").search);
    const [timestamp, nonce] = [query.get("timestamp") ?? "", query.get("nonce") ?? ""];
    expect(query.get("signature")).toBe(sign("spamtest", timestamp, nonce));
    expect(query.get("echostr")).toBe("echo");
  });

  it.each([
    ["nothing where the account says success", 200, "success", { kind: "nothing" }],
    ["nothing where the account says nothing", 200, "", { kind: "nothing" }],
    ["trouble where the answer is an error page", 200, "<html><body>", { kind: "trouble" }],
    ["trouble where the answer is JSON", 200, '{"ok":true}', { kind: "trouble" }],
    ["trouble where the server fails", 500, "success", { kind: "trouble" }],
    [
      "trouble where the text is empty",
      200,
      reply("<MsgType>text</MsgType><Content></Content>"),
      { kind: "trouble" },
    ],
    [
      "trouble where the text is too long",
      200,
      reply(`<MsgType>text</MsgType><Content>${"长".repeat(683)}</Content>`),
      { kind: "trouble" },
    ],
    [
      "the words of a text",
      200,
      reply("<MsgType>text</MsgType><Content><![CDATA[<a>]]></Content>"),
      { kind: "message", type: "text", to: "fan1", from: "gh_1", text: "<a>" },
    ],
    [
      "the first article of news",
      200,
      reply(
        "<MsgType>news</MsgType><ArticleCount>1</ArticleCount><Articles><item><Title>t</Title><Description>d</Description><PicUrl>p</PicUrl><Url>u</Url></item></Articles>",
      ),
      { kind: "message", type: "news", text: "t\nd\np\nu" },
    ],
  ])("shows the fan %s", async (_, status, body, seen) => {
    expect(await readPassiveReply(status, body)).toMatchObject(seen);
  });
});

function reply(content: string): string {
  return `<xml><ToUserName>fan1</ToUserName><FromUserName>gh_1</FromUserName><CreateTime>1</CreateTime>${content}</xml>`;
}
