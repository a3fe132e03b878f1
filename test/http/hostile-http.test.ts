import { gzipSync } from "node:zlib";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

import { type TestDatabase, testDatabase } from "../support/database.ts";
import { write } from "../support/knock.ts";
import { type RawAnswer, sendRaw } from "../support/raw-http.ts";
import { countRows, openRows, type Rows, threadOf } from "../support/rows.ts";
import { counterOf, type Server, startServer } from "../support/server.ts";
import { bodyOf, secret, signed } from "./refusals.ts";

let database: TestDatabase;
let server: Server;
let rows: Rows;
beforeAll(async () => {
  database = await testDatabase();
  server = await startServer({ databaseUrl: database.url });
  rows = await openRows(database.url);
}, 60_000);

afterAll(async () => {
  await rows?.close();
  await server?.stop();
  await database?.drop();
});

type Wire = {
  readonly start?: string;
  readonly headers?: readonly string[];
  readonly body?: string;
  readonly length?: number | string;
};

const target = (): string => `/webhooks/${server.account.id}?${signed(server.account).toString()}`;
const message = (from = "o_raw", text = secret): string =>
  bodyOf(server.account, { FromUserName: from, Content: text, MsgId: "1" });

const line = (wire: Wire): string => wire.start ?? `POST ${target()} HTTP/1.1`;

/** A head whose length is that of its body, unless another is given. */
function head(wire: Wire = {}): string {
  const { body = message(), headers = [] } = wire;
  const length = wire.length ?? Buffer.byteLength(body);
  const lengths = length === "" ? [] : [`Content-Length: ${length}`];
  return [line(wire), "Host: h", ...lengths, ...headers, "", ""].join("\r\n");
}

const request = (wire: Wire = {}): string => head(wire) + (wire.body ?? message());
const chunk = (text: string, size = Buffer.byteLength(text).toString(16)): string => `${size}\r\n${text}\r\n`;
const chunked = (chunks: string, headers: readonly string[] = ["Transfer-Encoding: chunked"]): string =>
  head({ length: "", headers }) + chunks;

const isRefusal = ({ statuses, ended }: RawAnswer): boolean =>
  ended && statuses.every((status) => status >= 400 && status < 500);

async function expectNothingStored(answer: () => Promise<RawAnswer>): Promise<void> {
  const before = await countRows(rows);
  const { statuses, text, ended } = await answer();
  expect({ statuses, refused: isRefusal({ statuses, text, ended }) }).toEqual({ statuses, refused: true });
  expect(text).not.toContain(secret);
  expect(await countRows(rows)).toEqual(before);
}

describe("a call that is no proper HTTP", () => {
  it.each<[string, () => string | Uint8Array]>([
    ["no HTTP at all", () => "hello\r\n\r\n"],
    ["a TLS greeting", () => Buffer.from("16030100c8010000c40303", "hex")],
    ["HTTP/2 without asking", () => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"],
    ["HTTP/1.1 without a host", () => request().replace("Host: h\r\n", "")],
    ["two different lengths", () => request({ headers: ["Content-Length: 3"] })],
    ["a negative length", () => request({ length: -1 })],
    ["a length in hex", () => request({ length: "0x10" })],
    ["a length beyond counting", () => request({ length: "99999999999999999999999" })],
    ["a length beside chunks", () => request({ headers: ["Transfer-Encoding: chunked"] })],
    ["chunks and something else", () => chunked(chunk("a"), ["Transfer-Encoding: chunked, identity"])],
    ["a chunk size that is none", () => chunked(chunk(message(), "zz"))],
    ["a chunk longer than it says", () => chunked(chunk(message(), "3"))],
    ["a head of 20 kB", () => request({ headers: [`X-Long: ${"x".repeat(20_000)}`] })],
    ["an address of 20 kB", () => request({ start: `POST ${target()}&x=${"y".repeat(20_000)} HTTP/1.1` })],
    ["a header with a bare line feed and no name", () => request({ headers: ["\n: x"] })],
    ["a header with NUL", () => request({ headers: ["X-Odd: a\0b"] })],
    ["a space before the colon", () => request({ headers: ["Transfer-Encoding : chunked"] })],
    ["an expectation nobody meets", () => request({ headers: ["Expect: miracles"] })],
    ["a method that is none", () => request({ start: `POSTED ${target()} HTTP/1.1` })],
  ])("is ended, and nothing is stored: %s", async (_, bytes) => {
    await expectNothingStored(() => sendRaw(server.url, bytes(), { firstAnswer: true }));
  });
});

describe("a proper call with a trick in it", () => {
  it.each<[string, () => string | Uint8Array]>([
    ["another address in the target", () => request({ start: `POST http://evil${target()} HTTP/1.1` })],
    ["dots in the path", () => request({ start: "POST /webhooks/../health HTTP/1.1" })],
    ["a doubled slash", () => request({ start: `POST /${target()} HTTP/1.1` })],
    [
      "an override of the method",
      () => request({ start: `PUT ${target()} HTTP/1.1`, headers: ["X-HTTP-Method-Override: POST"] }),
    ],
    ["a body shorter than said, and the end", () => head({ length: 5 }) + message().slice(0, 5)],
    [
      "a packed body",
      () => {
        const packed = gzipSync(message());
        const headers = ["Content-Encoding: gzip", "Connection: close"];
        return Buffer.concat([Buffer.from(head({ length: packed.length, headers })), packed]);
      },
    ],
    ["chunks of more than a megabyte", () => chunked(chunk("x".repeat(1_100_000)) + chunk(""))],
  ])("is refused: %s", async (_, bytes) => {
    await expectNothingStored(() => sendRaw(server.url, bytes(), { firstAnswer: true }));
  });

  it("smuggles nothing behind a short length: what follows is another call, and refused", async () => {
    const inner = request({ body: message("o_smuggled"), headers: ["Connection: close"] });
    const bytes = head({ length: 0 }) + message() + inner;
    await expectNothingStored(() => sendRaw(server.url, bytes));
    expect(await threadOf(rows, "o_smuggled")).toEqual([]);
  });

  it.each<[string, (body: string) => string, number]>([
    [
      "in chunks",
      (body) =>
        head({ length: "", headers: ["Transfer-Encoding: chunked", "Connection: close"] }) +
        chunk(body.slice(0, 9)) +
        chunk(body.slice(9)) +
        chunk(""),
      1,
    ],
    [
      "after asking whether it may come",
      (body) => request({ body, headers: ["Expect: 100-continue", "Connection: close"] }),
      2,
    ],
    [
      "with a wish for another protocol",
      (body) => request({ body, headers: ["Connection: Upgrade, close", "Upgrade: websocket"] }),
      1,
    ],
    [
      "with forged addresses",
      (body) =>
        request({
          body,
          headers: ["X-Forwarded-For: 127.0.0.1", "X-Forwarded-Host: evil", "Connection: close"],
        }),
      1,
    ],
  ])("is answered where it is legitimate: %s", async (name, bytes, heads) => {
    const answer = await sendRaw(server.url, bytes(message(`o_${name}`, "几时发货")));
    expect(answer.statuses.at(-1)).toBe(200);
    expect(answer.statuses).toHaveLength(heads);
    expect(await threadOf(rows, `o_${name}`)).toHaveLength(2);
  });

  it("answers calls that come in one piece in their order", async () => {
    const first = request({ body: message("o_piped", "几时发货") });
    const second = request({ body: message("o_piped_2", "保修多久"), headers: ["Connection: close"] });
    const { statuses, text } = await sendRaw(server.url, first + second);
    expect(statuses).toEqual([200, 200]);
    expect(text.indexOf("o_piped]")).toBeLessThan(text.indexOf("o_piped_2]"));
  });
});

describe("a call of a page that breaks in its body", () => {
  it.each<[string, string, boolean]>([
    ["by a chunk size that is none", chunk("x", "zz"), false],
    ["by a chunk longer than it says", chunk("xxxxxx", "3"), false],
    ["by hanging up", "5\r\nab", true],
  ])("is no trouble of ours: %s", async (_, chunks, hangUp) => {
    const bytes = `POST /desk HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n${chunks}`;
    await sendRaw(server.url, bytes, hangUp ? { hangUp } : { firstAnswer: true });
    // A line that is written after whatever that call has left.
    const after = server.log.all().length;
    await sendRaw(server.url, request({ start: "POST /webhooks/gone HTTP/1.1" }), { firstAnswer: true });
    await server.log.until(
      (one) => one["reason"] === "account_unknown" && server.log.all().indexOf(one) >= after,
    );
    expect(server.log.all().filter(({ level }) => Number(level) >= 50)).toEqual([]);
  });
});

describe("a call that does not come to its end", () => {
  it.each<[string, () => string]>([
    ["in its head", () => head().slice(0, 40)],
    ["before its body", () => head()],
    ["in its body", () => request().slice(0, -20)],
    ["in a chunk", () => chunked(chunk(message()).slice(0, 30))],
  ])("stores nothing when it is cut off %s", async (_, bytes) => {
    await expectNothingStored(() => sendRaw(server.url, bytes(), { hangUp: true }));
  });

  it("is counted and told of when the account was known", async () => {
    const before = await counterOf(server, "webhook_refused_total", { reason: "body_cut_off" });
    await sendRaw(server.url, request().slice(0, -20), { hangUp: true });
    const told = await server.log.until(({ reason }) => reason === "body_cut_off");
    expect(told).toMatchObject({ msg: "refused", account: server.account.id });
    expect(await counterOf(server, "webhook_refused_total", { reason: "body_cut_off" })).toBe(before + 1);
  });

  it("keeps nobody else from being answered", async () => {
    expect(await write(server, "o_fine", "几时发货")).toMatchObject({ kind: "message" });
    expect(server.log.all().filter(({ level }) => Number(level) >= 50)).toEqual([]);
  });
});
