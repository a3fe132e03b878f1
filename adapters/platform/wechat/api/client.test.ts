import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { memoryTokens, memoryUploads } from "seatbridge/kit/testing";

import { type Client, openClient } from "./client.ts";
import { readUser } from "./fan/users.ts";
import { listTagged, createTag } from "./fan/tags.ts";
import { sendTemplate } from "./talk/template.ts";

/** The platform: says what the case wants, and keeps what it was asked. */
const asked: { readonly url: URL; readonly body: string }[] = [];
let say: (response: ServerResponse) => void;
let client: Client;

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const url = new URL(request.url ?? "/", "http://platform");
    if (url.pathname === "/cgi-bin/stable_token") {
      response.end(JSON.stringify({ access_token: "t1", expires_in: 7_200 }));
      return;
    }
    asked.push({ url, body: Buffer.concat(chunks).toString() });
    say(response);
  });
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  asked.length = 0;
  const apiBase = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  client = openClient(
    { source: { kind: "own", appId: "wx0123456789abcdef", appSecret: "s".repeat(32) }, apiBase },
    {
      fetch,
      clock: Date.now,
      wait: () => Promise.resolve(),
      tokens: memoryTokens(Date.now),
      blobOf: async () => undefined,
      uploads: memoryUploads(),
    },
  );
});

const body = (text: string, status = 200) => {
  say = (response) => response.writeHead(status).end(text);
};

describe("a call of the platform's interface", () => {
  it("asks by the address where nothing is posted, and keeps what it does not know", async () => {
    body('{"subscribe":1,"openid":"o1","qr_scene":98765,"tagid_list":[128,2],"newer":{"a":[1]}}');
    const answer = await client(readUser, { openid: "o1", lang: "zh_CN" });
    expect(answer).toEqual({
      kind: "ok",
      value: expect.objectContaining({
        subscribe: 1,
        qr_scene: "98765",
        tagid_list: ["128", "2"],
        newer: { a: [1] },
      }),
    });
    expect(Object.fromEntries(asked[0]?.url.searchParams ?? [])).toEqual({
      openid: "o1",
      lang: "zh_CN",
      access_token: "t1",
    });
  });

  it("writes ids as the numbers that the platform wants, and words without escapes", async () => {
    body('{"tag":{"id":134,"name":"广东"}}');
    expect(await client(createTag, { tag: { name: "广东" } })).toMatchObject({
      value: { tag: { id: "134" } },
    });
    body('{"count":0,"next_openid":""}');
    await client(listTagged, { tagid: "134" });
    expect(asked.map((one) => one.body)).toEqual(['{"tag":{"name":"广东"}}', '{"tagid":134}']);
  });

  it("loses no digit of an id", async () => {
    body('{"errcode":0,"errmsg":"ok","msgid":3036862147283779585}');
    const answer = await client(sendTemplate, { touser: "o1", template_id: "t", data: {} });
    expect(answer).toMatchObject({ kind: "ok", value: { msgid: "3036862147283779585" } });
  });

  it("knows a refusal by its code alone", async () => {
    body('{"errcode":"40003","errmsg":"invalid openid rid: 1"}');
    expect(await client(readUser, { openid: "o1" })).toEqual({ kind: "refused", code: "40003" });
  });

  it.each([
    ["no JSON", "ok", 200],
    ["a gateway's page", "<html>Bad Gateway</html>", 502],
    ["a cut text", '{"subscribe":1,"openid":"o', 200],
    ["a list", "[]", 200],
    ["nothing", "", 200],
    ["another call's answer", '{"ticket":"t"}', 200],
    ["a code that is none", '{"errcode":"quota of 张三 used","subscribe":1,"openid":"o1"}', 200],
    ["two values of one name", '{"subscribe":1,"subscribe":0,"openid":"o1"}', 200],
    ["lists in lists without end", `{"subscribe":1,"openid":"o1","x":${"[".repeat(9_000)}`, 200],
  ])("takes %s for no answer of this call", async (_, text, status) => {
    body(text, status);
    expect(await client(readUser, { openid: "o1" })).toEqual({ kind: "unreadable", status });
  });

  it("reads no more than its limit of an answer that does not end", async () => {
    let sent = 0;
    say = (response) => {
      const more = () => {
        while (!response.destroyed && response.write("x".repeat(65_536))) sent += 65_536;
        response.once("drain", more);
      };
      more();
    };
    expect(await client(readUser, { openid: "o1" })).toEqual({
      kind: "no_answer",
      reason: "answer_too_long",
    });
    expect(sent).toBeLessThan(20_000_000);
  });

  it("follows nobody elsewhere with its token", async () => {
    say = (response) => response.writeHead(302, { location: "/cgi-bin/elsewhere" }).end();
    expect(await client(readUser, { openid: "o1" })).toMatchObject({ kind: "no_answer" });
    expect(asked).toHaveLength(1);
  });
});
