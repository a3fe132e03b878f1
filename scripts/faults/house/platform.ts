import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { setTimeout as pause } from "node:timers/promises";

import type { Accepted } from "../witness/told.ts";

/** How the platform's interface misbehaves; what it does before it does so is in the ledger. */
export type Mischief =
  /** Takes it, and answers after the caller's patience. */
  | { readonly kind: "late"; readonly ms: number }
  | { readonly kind: "accept_reset" }
  /** A gateway's failure: the message went out all the same, every other time. */
  | { readonly kind: "http_500" }
  /** Takes it, and answers with a page. */
  | { readonly kind: "page" }
  /** Takes it, and gives the answer away byte by byte, each after so long. */
  | { readonly kind: "drip"; readonly ms: number }
  /** Ends every connection before it has read a byte. */
  | { readonly kind: "hang_up" }
  /** All tokens that it has given are void; a new one is good. */
  | { readonly kind: "revoke" }
  /** The account's secret is another by now: no token is good, and none is given. */
  | { readonly kind: "secret" }
  /** Refuses. */
  | { readonly kind: "errcode"; readonly code: number };

/** WeChat's customer service interface as far as it decides what a fan gets, and its ledger of what it really took. */
export type Platform = {
  readonly url: string;
  readonly accepted: readonly Accepted[];
  /** Tokens that were asked for. */
  readonly tokens: () => number;
  /** From now on; undefined: no more. */
  readonly misbehave: (mischief: Mischief | undefined) => void;
  readonly close: () => Promise<void>;
};

const TOKEN_SECONDS = 7_200;

export async function openPlatform(): Promise<Platform> {
  const accepted: Accepted[] = [];
  let mischief: Mischief | undefined;
  let tokens = 0;
  /** The newest token that is void. */
  let revoked = 0;
  let sends = 0;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = JSON.parse(await textOf(request)) as Send;
    const path = new URL(request.url ?? "/", "http://platform");
    if (path.pathname === "/cgi-bin/stable_token") {
      tokens += 1;
      if (mischief?.kind === "secret") return say(response, { errcode: 40_125, errmsg: "invalid appsecret" });
      return say(response, { access_token: `token-${tokens}`, expires_in: TOKEN_SECONDS });
    }
    if (path.pathname !== "/cgi-bin/message/custom/send") return say(response, { errcode: 40_066 });
    sends += 1;
    const token = Number(path.searchParams.get("access_token")?.replace("token-", ""));
    if (token <= revoked) return say(response, { errcode: 40_001, errmsg: "invalid credential" });
    const accept = (): void => void accepted.push({ fan: body.touser, words: body.text?.content ?? "" });
    await behave(mischief, sends, accept, response);
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  server.on("connection", (socket) => {
    if (mischief?.kind === "hang_up") socket.destroy();
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`,
    accepted,
    tokens: () => tokens,
    misbehave(next) {
      mischief = next;
      if (next?.kind === "revoke" || next?.kind === "secret") revoked = tokens;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

type Send = { readonly touser: string; readonly text?: { readonly content: string } };

const say = (response: ServerResponse, body: object): void =>
  void response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));

/** What the `nth` send meets. */
async function behave(
  mischief: Mischief | undefined,
  nth: number,
  accept: () => void,
  response: ServerResponse,
): Promise<void> {
  switch (mischief?.kind) {
    case undefined:
    case "revoke":
      accept();
      return say(response, { errcode: 0, errmsg: "ok" });
    case "late":
      accept();
      await pause(mischief.ms, undefined, { ref: false });
      return say(response, { errcode: 0, errmsg: "ok" });
    case "accept_reset":
      accept();
      return void response.socket?.resetAndDestroy();
    case "http_500":
      if (nth % 2 === 0) accept();
      return void response.writeHead(500).end("<html>Internal Server Error</html>");
    case "page":
      accept();
      return void response.writeHead(200, { "content-type": "text/html" }).end("<html>网络繁忙</html>");
    case "drip":
      accept();
      return drip(response, mischief.ms);
    case "hang_up":
    case "secret":
      // What had begun before: it was not taken.
      return void response.destroy();
    case "errcode":
      return say(response, { errcode: mischief.code, errmsg: "refused" });
  }
}

async function drip(response: ServerResponse, ms: number): Promise<void> {
  response.writeHead(200, { "content-type": "application/json" });
  for (const letter of JSON.stringify({ errcode: 0, errmsg: "ok" })) {
    response.write(letter);
    await pause(ms, undefined, { ref: false });
  }
  response.end();
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString() || "{}";
}
