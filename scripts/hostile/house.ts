import { randomUUID } from "node:crypto";

import { openApi } from "../../src/http/api/openapi.ts";
import * as fanCalls from "../../src/http/contract/fan/calls.ts";
import { fanMessage } from "../../emulator/wechat/index.ts";
import type { Account } from "./account.ts";
import type { Caller } from "./door/api.ts";
import { type Document, type Operation, operationsOf, sampleOf } from "./operation.ts";

/** What is there to be thrown at, and who may throw. */
export type House = {
  readonly base: string;
  readonly operations: readonly Operation[];
  readonly fanOperations: readonly Operation[];
  /** Whoever is signed in, where somebody is. */
  readonly callers: readonly Caller[];
  readonly fanCaller: Caller;
  /** By the first name of a path: an id of something that may be harmed, made for this. */
  readonly ids: ReadonlyMap<string, string>;
};

const API = "/api/v1";

/** Looks at a running server, and with a session makes there what calls can then be about. */
export async function openHouse(
  base: string,
  accounts: readonly Account[],
  cookie: string | undefined,
): Promise<House> {
  const document = (await (await fetch(`${base}${API}/openapi.json`)).json()) as Document;
  const fans = openApi(Object.values(fanCalls), "") as unknown as Document;
  const own = [
    ["Origin", new URL(base).origin],
    ["X-Seatbridge", "1"],
  ] as const;
  const stranger: Caller = { as: "a stranger", cookie: false, headers: own };
  const inside: Caller = { as: "signed in", cookie: true, headers: [...own, ["Cookie", cookie ?? ""]] };
  const operations = operationsOf(document);
  const fanOperations = operationsOf(fans);
  const fanCaller: Caller = { as: "a fan's page", cookie: false, headers: own };
  const ids = new Map<string, string>();
  const ask = createAsk(base);
  const wechat = accounts.find((account) => account.platform === "wechat-oa");
  if (wechat !== undefined) {
    ids.set("practice", wechat.id);
    const { openid } = await ask(fanCaller, "POST", "/fan/api/fans", { account: wechat.id, following: true });
    if (typeof openid === "string") ids.set("fans", openid);
  }
  if (cookie !== undefined) {
    if (wechat !== undefined) await talk(base, wechat, (path) => ask(inside, "GET", API + path), ids);
    await makeThings(operations, (path, body) => ask(inside, "POST", API + path, body), ids);
  }
  const callers = cookie === undefined ? [stranger] : [stranger, inside];
  return { base, operations, fanOperations, callers, fanCaller, ids };
}

type Json = Readonly<Record<string, unknown>>;

const createAsk =
  (base: string) =>
  async ({ headers }: Caller, method: string, path: string, body?: unknown): Promise<Json> => {
    const answer = await fetch(base + path, {
      method,
      headers: [
        ...headers.map(([name, value]): [string, string] => [name, value]),
        ["idempotency-key", randomUUID()],
        ["content-type", "application/json"],
      ],
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return answer.ok ? ((await answer.json()) as Json) : {};
  };

/** A fan who waits for a person: her conversation, contact and ticket. */
async function talk(
  base: string,
  account: Extract<Account, { platform: "wechat-oa" }>,
  get: (path: string) => Promise<Json>,
  ids: Map<string, string>,
): Promise<void> {
  const from = `hostile${Date.now()}`;
  const call = fanMessage({ account, from, action: { does: "write", text: "转人工" }, at: Date.now() });
  await fetch(`${base}/webhooks/${account.id}${call.search}`, { method: "POST", body: call.body });
  const { items = [] } = await get("/lists/waiting?limit=200");
  const row = (items as readonly Json[]).find(({ fan }) => (fan as Json)["externalId"] === from);
  for (const [noun, member] of [
    ["conversations", "conversationId"],
    ["contacts", "contactId"],
    ["tickets", "ticketId"],
  ] as const) {
    if (row !== undefined) ids.set(noun, String(row[member]));
  }
}

/** One of whatever can be made, in the document's order; twice, since some need another first. */
async function makeThings(
  operations: readonly Operation[],
  post: (path: string, body: unknown) => Promise<Json>,
  ids: Map<string, string>,
): Promise<void> {
  const makers = operations.filter(
    ({ method, path, open, body }) => method === "POST" && !open && body && /^\/[\w-]+$/.test(path),
  );
  for (const { path, body = {} } of [...makers, ...makers]) {
    const noun = path.slice(1);
    if (ids.has(noun)) continue;
    const made = await post(path, sampleOf(body, `hostile${Date.now() % 1_000_000}`, ids));
    const [item] = (made["items"] as readonly Json[] | undefined) ?? [];
    const thing = item ?? (made["staff"] as Json | undefined) ?? made;
    if (typeof thing["id"] === "string") ids.set(noun, thing["id"]);
  }
}
