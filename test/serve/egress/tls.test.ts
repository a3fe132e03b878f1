import { readFile } from "node:fs/promises";
import { createServer as createProxy, type IncomingMessage } from "node:http";
import { createServer } from "node:https";
import { type AddressInfo, connect, type Server, type Socket } from "node:net";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

import { exchange } from "../../../src/kit/http/exchange.ts";
import { createEgress } from "../../../src/serve/egress/egress.ts";
import { fan } from "../../http/fan/fan.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";
import { type Server as House, startServer } from "../../support/server.ts";
import { openTables, type Tables } from "../../support/tables.ts";

/** A certificate of its own signs this name, which nobody but the proxy can find. */
const NAME = "platform.example";
const fileOf = (name: string): string => new URL(`fixtures/${name}`, import.meta.url).pathname;
const CERTIFICATE = fileOf(`${NAME}.crt`);

const asked: { path: string; body: string }[] = [];
const tunnels: string[] = [];
const sockets = new Set<Socket>();
const portOf = (server: Server): number => (server.address() as AddressInfo).port;
const listening = (server: Server): Promise<void> =>
  new Promise((ready) => void server.listen(0, "127.0.0.1", ready));

const proxy = createProxy();
let platform: ReturnType<typeof createServer>;
let database: TestDatabase;
let tables: Tables;
let house: House;

beforeAll(async () => {
  const [cert, key] = await Promise.all([readFile(CERTIFICATE), readFile(fileOf(`${NAME}.key`))]);
  platform = createServer({ cert, key }, (request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      asked.push({ path: request.url ?? "", body: Buffer.concat(chunks).toString() });
      response.end('{"result":true}');
    });
  });
  proxy.on("connect", (request: IncomingMessage, socket: Socket) => {
    tunnels.push(request.url ?? "");
    const on = connect(portOf(platform), "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      on.pipe(socket).pipe(on);
    });
    for (const one of [socket, on]) {
      sockets.add(one);
      one.on("error", () => one.destroy());
    }
  });
  await Promise.all([listening(proxy), listening(platform)]);
  database = await testDatabase();
  tables = await openTables(database.url);
  house = await startServer({
    databaseUrl: database.url,
    env: { HTTPS_PROXY: `http://127.0.0.1:${portOf(proxy)}`, NODE_EXTRA_CA_CERTS: CERTIFICATE },
  });
}, 60_000);
afterAll(async () => {
  await house?.stop();
  await tables?.close();
  await database?.drop();
  for (const socket of sockets) socket.destroy();
  for (const server of [proxy, platform]) {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
});

/** An agent's words in a fan's outbox, and what became of them. */
async function say(openid: string, text: string): Promise<string> {
  const [place] = await tables.rows<{ id: string; seq: number }>(
    `WITH moved AS (
       UPDATE conversation c SET seq = c.seq + 1 FROM identity i
       WHERE i.id = c.identity_id AND i.external_id = $1 RETURNING c.id, c.seq
     ), said AS (
       INSERT INTO message (conversation_id, seq, at, author, content)
       SELECT id, seq, date_trunc('milliseconds', now()), 'agent', $2 FROM moved RETURNING conversation_id, seq, at)
     INSERT INTO outbox (conversation_id, seq, class, state, at)
     SELECT conversation_id, seq, 'agent', 'queued', at FROM said RETURNING conversation_id AS id, seq`,
    [openid, { kind: "text", text }],
  );
  for (;;) {
    const [row] = await tables.rows<{ state: string }>(
      "SELECT state FROM outbox WHERE conversation_id = $1 AND seq = $2",
      [place?.id, place?.seq],
    );
    if (row !== undefined && row.state !== "queued" && row.state !== "sending") return row.state;
  }
}

describe("the way out through a proxy, all of it encrypted", () => {
  it("brings an agent's words to the platform by its own name and certificate", async () => {
    const { id = "" } = house.weibo ?? {};
    const me = await fan({ ...house, account: { id } }).as("隧道那头的");
    await me.act({ does: "write", text: "转人工" });
    await tables.rows("UPDATE account SET config = config || $2 WHERE id = $1", [
      id,
      { apiBase: `https://${NAME}` },
    ]);
    // The new address is heard of within a second; what leaves before goes to the old one.
    while (asked.length === 0) expect(await say(me.openid, "经隧道送到")).toBe("accepted");
    expect(tunnels).toContain(`${NAME}:443`);
    expect(asked[0]?.path).toBe("/2/messages/reply.json");
    expect(decodeURIComponent(asked[0]?.body ?? "")).toContain("经隧道送到");
  }, 30_000);

  it("hands nothing to somebody whose certificate nobody vouches for", async () => {
    const address = `http://127.0.0.1:${portOf(proxy)}`;
    const fetch = createEgress({ https: address, http: undefined, direct: "" });
    const before = asked.length;
    const call = {
      url: `https://${NAME}/send`,
      timeoutMs: 5_000,
      answerBytesMax: 1_000,
      body: Buffer.from("words"),
    };
    expect(await exchange(fetch, call)).toMatchObject({
      kind: "not_sent",
      reason: "DEPTH_ZERO_SELF_SIGNED_CERT",
    });
    expect(asked).toHaveLength(before);
  });
});
