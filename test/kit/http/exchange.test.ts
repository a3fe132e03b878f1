import { createServer as createHttp, type RequestListener } from "node:http";
import { Readable } from "node:stream";
import { createServer as createTcp, type AddressInfo, type Server, type Socket } from "node:net";

import { afterEach, describe, expect, it } from "@jest/globals";
import { type Call, digest, exchange, multipartFile } from "seatbridge/kit";

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
});

async function listen(server: Server): Promise<string> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

const serve = (listener: RequestListener): Promise<string> => listen(createHttp(listener));
const accept = (socket: (socket: Socket) => void): Promise<string> => listen(createTcp(socket));

const post = (url: string, options: Partial<Call> = {}) =>
  exchange(fetch, {
    url,
    body: Buffer.from("你好"),
    timeoutMs: 5_000,
    answerBytesMax: 1_000,
    ...options,
  });

describe("an exchange", () => {
  it("hands over the very bytes, with their length, on a connection of its own", async () => {
    const url = await serve((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const { method, headers } = request;
        const said = [method, headers["content-length"], headers["transfer-encoding"], headers.connection];
        response.statusCode = 201;
        response.end(JSON.stringify([...said, Buffer.concat(chunks).toString(), headers["x-a"]]));
      });
    });
    const answer = await post(url, { headers: { "x-a": "b" } });
    if (answer.kind !== "answered") throw new Error(answer.reason);
    expect(answer.status).toBe(201);
    expect(JSON.parse(Buffer.from(answer.body).toString())).toEqual([
      "POST",
      "6",
      null,
      "close",
      "你好",
      "b",
    ]);
  });

  it("reads what it sends as it leaves: of a body that nobody takes, most is never read", async () => {
    const piece = Buffer.alloc(64 * 1_024);
    const pieces = 800;
    let read = 0;
    const body = {
      length: piece.length * pieces,
      async *read() {
        for (let n = 0; n < pieces; n += 1) {
          read += 1;
          yield piece;
        }
      },
    };
    const taken: Socket[] = [];
    const url = await accept((socket) => void taken.push(socket.pause()));
    expect(await post(url, { body, timeoutMs: 500 })).toEqual({ kind: "no_answer", reason: "timed_out" });
    expect(read).toBeGreaterThan(0);
    expect(read).toBeLessThan(pieces);
    for (const socket of taken) socket.destroy();
  });

  it("reads what it sends anew for each call, and is not done where less comes than was said", async () => {
    const bytes: number[] = [];
    const url = await serve((request, response) => {
      let length = 0;
      request.on("data", (chunk: Buffer) => (length += chunk.length));
      request.on("end", () => {
        bytes.push(length);
        response.end("ok");
      });
      request.on("error", () => undefined);
    });
    const body = (length: number) => ({
      length,
      async *read() {
        yield Buffer.from("一二");
        yield Buffer.from("三");
      },
    });
    const whole = body(9);
    expect(await post(url, { body: whole })).toMatchObject({ kind: "answered" });
    expect(await post(url, { body: whole })).toMatchObject({ kind: "answered" });
    expect(bytes).toEqual([9, 9]);
    expect(await post(url, { body: body(10) })).toMatchObject({ kind: "no_answer" });
  });

  it("reads an answer up to its limit and no further", async () => {
    const url = await serve((_, response) => response.end("x".repeat(1_000)));
    expect(await post(url)).toMatchObject({ kind: "answered", status: 200 });
    expect(await post(url, { answerBytesMax: 999 })).toEqual({
      kind: "no_answer",
      reason: "answer_too_long",
    });
  });
});

describe("a request that has not left", () => {
  it("is told as such where nobody listens", async () => {
    const url = await accept(() => undefined);
    await new Promise((resolve) => servers.pop()?.close(resolve));
    expect(await post(url)).toEqual({ kind: "not_sent", reason: "ECONNREFUSED" });
  });

  it("is told as such where the name is nobody's", async () => {
    expect(await post("http://nobody.invalid/")).toMatchObject({ kind: "not_sent" });
  });

  it("is told as such where the other side does not speak TLS", async () => {
    const url = await serve((_, response) => response.end());
    expect(await post(url.replace("http", "https"))).toMatchObject({ kind: "not_sent" });
  });

  it("is told as such where the handshake is never answered", async () => {
    const held: Socket[] = [];
    const url = await accept((socket) => void held.push(socket.on("error", () => undefined)));
    const answer = await post(url.replace("http", "https"), { timeoutMs: 50 });
    expect(answer).toEqual({ kind: "not_sent", reason: "timed_out" });
    for (const socket of held) socket.destroy();
  });
});

describe("a request that may have been taken", () => {
  it("is told as such where the connection breaks after it was written", async () => {
    const url = await accept((socket) => {
      socket.on("error", () => undefined).once("data", () => socket.resetAndDestroy());
    });
    expect(await post(url)).toEqual({ kind: "no_answer", reason: "ECONNRESET" });
  });

  it("is told as such where it is never answered", async () => {
    const url = await serve(() => undefined);
    const answer = await post(url, { timeoutMs: 50 });
    expect(answer).toEqual({ kind: "no_answer", reason: "timed_out" });
    (servers.at(-1) as ReturnType<typeof createHttp>).closeAllConnections();
  });

  it("is told as such where the caller stops waiting", async () => {
    const stop = new AbortController();
    const url = await serve(() => stop.abort());
    expect(await post(url, { signal: stop.signal })).toEqual({ kind: "no_answer", reason: "aborted" });
  });

  it("is told as such where the answer is cut off", async () => {
    const url = await serve((_, response) => {
      response.writeHead(200, { "content-length": 10 });
      response.write("12345", () => response.destroy());
    });
    expect(await post(url)).toMatchObject({ kind: "no_answer" });
  });

  it("is told as such where it is sent elsewhere, and goes nowhere else", async () => {
    const other = await serve(() => {
      throw new Error("the redirect was followed");
    });
    const url = await serve((_, response) => response.writeHead(307, { location: other }).end());
    expect(await post(url)).toMatchObject({ kind: "no_answer" });
  });
});

describe("a multipart body", () => {
  it("is read by another reader as the file that it carries", async () => {
    const bytes = Buffer.from("\r\n--x\r\n\u0000picture", "latin1");
    const { contentType, body } = multipartFile({
      field: "media",
      filename: "image.png",
      type: "image/png",
      bytes: bytes.length,
      sha256: digest(bytes),
      async *read() {
        yield bytes.subarray(0, 3);
        yield bytes.subarray(3);
      },
    });
    const sent = Buffer.concat(await Readable.from(body.read()).toArray());
    expect(sent).toHaveLength(body.length);
    const form = await new Response(sent, { headers: { "content-type": contentType } }).formData();
    const file = form.get("media");
    if (!(file instanceof File)) throw new Error("there is no file");
    expect([file.name, file.type]).toEqual(["image.png", "image/png"]);
    expect(Buffer.from(await file.arrayBuffer())).toEqual(bytes);
  });
});
