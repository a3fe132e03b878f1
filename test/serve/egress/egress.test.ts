import { createServer, type IncomingMessage, request, type Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";

import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";

import { exchange } from "../../../src/kit/http/exchange.ts";
import { createEgress } from "../../../src/serve/egress/egress.ts";

/** A small proxy as houses have them: it opens tunnels, and passes on what is not encrypted. */
let proxy: Server;
/** What names lead to: there is no such host but through the proxy. */
let platform: Server;
let seen: string[] = [];
let bodies: string[] = [];
let reaction: "open" | "refuses" | "wants_auth" | "hangs_up_after" = "open";
const sockets = new Set<Socket>();

const portOf = (server: Server): number => (server.address() as AddressInfo).port;
const listening = (server: Server): Promise<void> =>
  new Promise((ready) => void server.listen(0, "127.0.0.1", ready));
const isAuthorised = ({ headers }: IncomingMessage): boolean =>
  headers["proxy-authorization"] === `Basic ${Buffer.from("lin:secret").toString("base64")}`;

beforeAll(async () => {
  platform = createServer((asked, response) => {
    let body = "";
    asked.on("data", (piece: Buffer) => (body += piece.toString()));
    asked.on("end", () => {
      bodies.push(body);
      response.end("of the platform");
    });
  });
  proxy = createServer((asked, response) => {
    seen.push(`${asked.method} ${asked.url}`);
    if (reaction === "refuses") return void response.writeHead(403).end("<html>not allowed</html>");
    if (reaction === "wants_auth" && !isAuthorised(asked)) return void response.writeHead(407).end();
    const { pathname } = new URL(asked.url ?? "");
    const on = request({ port: portOf(platform), path: pathname, method: asked.method }, (answer) => {
      response.writeHead(answer.statusCode ?? 500);
      answer.pipe(response);
    });
    asked.pipe(on);
  });
  proxy.on("connect", (asked: IncomingMessage, socket: Socket) => {
    seen.push(`CONNECT ${asked.url}`);
    sockets.add(socket);
    if (reaction === "refuses") return void socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
    if (reaction === "wants_auth" && !isAuthorised(asked)) {
      return void socket.end("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n");
    }
    const on = connect(portOf(platform), "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      if (reaction === "hangs_up_after") return void socket.destroy();
      on.pipe(socket);
      socket.pipe(on);
    });
    sockets.add(on);
    on.on("error", () => socket.destroy());
    socket.on("error", () => on.destroy());
  });
  await Promise.all([listening(proxy), listening(platform)]);
});
beforeEach(() => {
  seen = [];
  bodies = [];
  reaction = "open";
});
afterAll(() => {
  for (const socket of sockets) socket.destroy();
  for (const server of [proxy, platform]) {
    server.closeAllConnections();
    server.close();
  }
});

function call(url: string, { user = "", body = "words" as string | undefined, at = portOf(proxy) } = {}) {
  const address = `http://${user}127.0.0.1:${at}`;
  const fetch = createEgress({ https: address, http: address, direct: "direct.example" });
  return exchange(fetch, {
    url,
    timeoutMs: 5_000,
    answerBytesMax: 1_000,
    ...(body !== undefined && { body: Buffer.from(body) }),
  });
}
const HTTP = "http://platform.example/send";
const HTTPS = "https://platform.example/send";

describe("the way out through a proxy", () => {
  it("passes on what is not encrypted, with its answer", async () => {
    const answer = await call(HTTP);
    expect(answer).toMatchObject({ kind: "answered", status: 200 });
    expect(answer.kind === "answered" && Buffer.from(answer.body).toString()).toBe("of the platform");
    expect([seen, bodies]).toEqual([[`POST ${HTTP}`], ["words"]]);
  });

  it("goes by a tunnel where it is encrypted, and hands nothing over before it stands", async () => {
    // Behind the tunnel nobody speaks TLS: it fails before a byte of the body.
    expect(await call(HTTPS)).toMatchObject({ kind: "not_sent" });
    expect([seen, bodies]).toEqual([["CONNECT platform.example:443"], []]);
  });

  it.each([
    ["refuses", "proxy_refused"],
    ["wants_auth", "proxy_auth"],
  ] as const)("says that it is the proxy that %s, and that nothing was sent", async (how, reason) => {
    reaction = how;
    expect(await call(HTTPS)).toEqual({ kind: "not_sent", reason });
    expect(bodies).toEqual([]);
  });

  it("says so of what is not encrypted as well, where the proxy wants to know who asks", async () => {
    reaction = "wants_auth";
    expect(await call(HTTP)).toMatchObject({ reason: "proxy_auth" });
    expect(await call(HTTP, { body: undefined })).toEqual({ kind: "no_answer", reason: "proxy_auth" });
    expect(bodies).toEqual([]);
  });

  it("tells the proxy who asks, and the platform never", async () => {
    reaction = "wants_auth";
    expect(await call(HTTP, { user: "lin:secret@" })).toMatchObject({ kind: "answered" });
    expect(await call(HTTPS, { user: "lin:secret@" })).toMatchObject({ kind: "not_sent" });
    expect(await call(HTTPS, { user: "lin:wrong@" })).toEqual({ kind: "not_sent", reason: "proxy_auth" });
  });

  it("knows that nothing has left where the proxy is not there, or hangs up", async () => {
    const gone = createServer();
    await listening(gone);
    const at = portOf(gone);
    await new Promise((closed) => gone.close(closed));
    expect(await call(HTTPS, { at })).toEqual({ kind: "not_sent", reason: "proxy_unreachable" });
    reaction = "hangs_up_after";
    expect(await call(HTTPS)).toMatchObject({ kind: "not_sent" });
  });

  it("is not taken to this machine", async () => {
    expect(await call(`http://127.0.0.1:${portOf(platform)}/send`)).toMatchObject({ kind: "answered" });
    expect(seen).toEqual([]);
  });
});
