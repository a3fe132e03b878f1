import { randomBytes, randomFillSync, randomUUID } from "node:crypto";
import { createServer } from "node:http";

import type { Perform } from "../../src/action/action.ts";
import { tokenHash } from "../../src/action/session/token.ts";
import { memoryBus } from "../../src/bus/memory.ts";
import type { Grant } from "../../src/core/access/actor.ts";
import { createIds } from "../../src/core/kernel/id.ts";
import type { Clock } from "../../src/core/kernel/instant.ts";
import type { Route } from "../../src/http/api/route.ts";
import { createApp } from "../../src/http/app.ts";
import { createMetrics } from "../../src/http/metrics.ts";
import { openApi } from "../../src/serve/api.ts";
import type { Tables } from "./tables.ts";
import { testVault } from "./vault.ts";

/** The API of one node on a real port; its answers are held to their contracts. */
export type ApiNode = {
  readonly url: string;
  readonly bus: ReturnType<typeof memoryBus>;
  readonly perform: Perform;
  /** Bugs that it was told of. */
  readonly bugs: unknown[];
  readonly close: () => Promise<void>;
};

export async function openApiNode(options: {
  readonly url: string;
  readonly clock?: Clock;
  readonly publicUrl?: string;
  readonly proxies?: number;
  /** By default the API's own; with calls that are made of more than the database. */
  readonly routes?: readonly Route[];
  readonly bus?: ReturnType<typeof memoryBus>;
}): Promise<ApiNode> {
  const { url, clock = Date.now, publicUrl, proxies = 0, routes } = options;
  const bugs: unknown[] = [];
  const bus = options.bus ?? memoryBus({ onError: (error) => bugs.push(error) });
  const api = openApi({
    url,
    bus,
    clock,
    ids: createIds(clock, (bytes) => randomFillSync(bytes)),
    vault: testVault,
    version: "0.0.0",
    publicUrl,
    proxies,
    onError: (_, error) => bugs.push(error),
    checkAnswers: true,
    ...(routes === undefined ? {} : { routes }),
  });
  const app = createApp({
    api: api.middleware,
    page: undefined,
    health: () => Promise.reject(new Error("not asked here")),
    registry: createMetrics().registry,
    onError: (error) => void bugs.push(error),
  });
  const handle = app.callback();
  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    bus,
    perform: api.perform,
    bugs,
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      await api.close();
      await bus.close();
    },
  };
}

export type Answer = { readonly status: number; readonly body: unknown; readonly headers: Headers };

/** Calls as the console does: with its cookie, its origin, and a new key for each action. */
export type Browser = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Readonly<Record<string, string | undefined>>,
) => Promise<Answer>;

/** `undefined` leaves a header out. */
export const browser =
  (node: Pick<ApiNode, "url">, cookie?: string): Browser =>
  async (method, path, body, headers = {}) => {
    const all: Record<string, string | undefined> = {
      cookie,
      origin: node.url,
      "x-seatbridge": "1",
      "idempotency-key": randomUUID(),
      "content-type": body === undefined ? undefined : "application/json",
      ...headers,
    };
    const answer = await fetch(`${node.url}/api/v1${path}`, {
      method,
      headers: Object.entries(all).filter((pair): pair is [string, string] => pair[1] !== undefined),
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    return {
      status: answer.status,
      headers: answer.headers,
      body: text === "" ? undefined : (JSON.parse(text) as unknown),
    };
  };

/** The cookie that an answer gave, as a browser sends it back. */
export const cookieOf = (answer: Answer): string =>
  (answer.headers.get("set-cookie") ?? "").split(";")[0] ?? "";

/** Puts a person with these roles in the tables, signed in; her id and the cookie of her browser. */
export async function signedIn(
  tables: Tables,
  grants: readonly Grant[],
  at: number = Date.now(),
): Promise<{ readonly id: string; readonly cookie: string }> {
  const id = randomUUID();
  const token = randomBytes(32).toString("base64url");
  const when = new Date(at);
  await tables.rows(
    "INSERT INTO staff (id, login, name, password_hash, created_at) VALUES ($1, $2, '林晓', '-', $3)",
    [id, `s${id.slice(0, 13)}`, when],
  );
  for (const { role, queues } of grants) {
    await tables.rows("INSERT INTO staff_role (staff_id, role, scope) VALUES ($1, $2, $3)", [
      id,
      role,
      { queues },
    ]);
  }
  await tables.rows(
    `INSERT INTO staff_session (id, staff_id, created_at, seen_at, address, agent)
     VALUES (decode($1, 'hex'), $2, $3, $3, '127.0.0.1', 'test')`,
    [tokenHash(token), id, when],
  );
  return { id, cookie: `seatbridge=${token}` };
}
