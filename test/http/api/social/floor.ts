import { randomUUID } from "node:crypto";

import { afterAll, beforeAll, beforeEach, expect } from "@jest/globals";

import { OUR_MATTERS } from "../../../../src/core/answer/words/own.ts";
import { MINUTE } from "../../../../src/core/kernel/instant.ts";
import { defaultSettings, type Settings } from "../../../../src/core/setting/registry.ts";
import type { SocialChannel } from "../../../../src/core/social/channel.ts";
import type { SocialItem } from "../../../../src/core/social/item.ts";
import { createAnswering } from "../../../../src/flow/social/answering.ts";
import { allRoutes } from "../../../../src/http/routes/all.ts";
import { socialRoutes } from "../../../../src/http/routes/social/social.ts";
import { hmacSha256 } from "../../../../src/kit/digest.ts";
import { createConnection } from "../../../../src/store/hot/connection.ts";
import { inTurns } from "../../../../src/store/hot/turns.ts";
import { answers } from "../../../../src/store/social/answers.ts";
import { type ApiNode, browser, type Browser, openApiNode, signedIn } from "../../../support/api.ts";
import { type TestDatabase, testDatabase } from "../../../support/database.ts";
import { openTables, type Tables } from "../../../support/tables.ts";

const NOW = Date.now();
export const SECRET = "0123456789abcdef";
/** An account that speaks in public to a platform of ours, two agents and a supervisor; anew for each test. */
let database: TestDatabase;
export let tables: Tables;
export let api: ApiNode;
let connect: ReturnType<typeof createConnection>;
export let account = "";
let settings: Settings = defaultSettings;
let shown = new Map<string, SocialItem>();
export let removed: string[] = [];
export let agent: Browser;
export let colleague: Browser;
export let supervisor: Browser;
let mids = 5_200_000_000_000_000;
export const nextMid = (): string => String((mids += 1));

const social: SocialChannel = {
  ownId: "1902538057",
  limits: { callsPerDay: 100, callsPerHour: 150, postsPerHour: 30, isPushed: false, callsPerLook: 3 },
  isOurFeed: (timestamp, body, signature) =>
    signature === hmacSha256(Buffer.from(SECRET), timestamp, ".", body),
  look: async () => ({ items: [], cursors: {}, calls: 3 }),
  show: async (mid) => {
    const item = shown.get(mid);
    return item === undefined ? { kind: "gone", code: "20101", calls: 1 } : { kind: "item", item, calls: 1 };
  },
  answer: async () => ({ kind: "accepted", externalId: String((mids += 1)) }),
  remove: async (mid) => {
    removed.push(mid);
    return { kind: "accepted" };
  },
};

beforeAll(async () => {
  database = await testDatabase();
  tables = await openTables(database.url);
  connect = createConnection(database.url);
  const socialOf = (id: string) => (id === account ? { social, settings, matters: OUR_MATTERS } : undefined);
  api = await openApiNode({ url: database.url, routes: [...allRoutes, ...socialRoutes(socialOf)] });
  [agent, colleague, supervisor] = (await Promise.all(
    (["agent", "agent", "supervisor"] as const).map(async (role) =>
      browser(api, (await signedIn(tables, [{ role, queues: "all" }])).cookie),
    ),
  )) as [Browser, Browser, Browser];
});

afterAll(async () => {
  expect(api.bugs).toEqual([]);
  await api.close();
  await (await connect()).end();
  await tables.close();
  await database.drop();
});

beforeEach(async () => {
  account = randomUUID();
  settings = defaultSettings;
  shown = new Map();
  removed = [];
  await tables.rows("UPDATE account SET state = 'off'");
  await tables.rows(
    "INSERT INTO account (id, platform, name, simulated, config, created_at) VALUES ($1, 'weibo', $2, false, '{}', now())",
    [account, account],
  );
  await tables.rows(
    "INSERT INTO social_poll (account_id, next_at, day_at, hour_at) VALUES ($1, now(), now(), now())",
    [account],
  );
});

export type Line = {
  id: string;
  is: string;
  mid: string;
  state: string;
  attainment: string;
  author: { name: string };
};
export type List = { items: Line[]; counts: Record<string, number> };
export type Whole = Line & {
  items: { mid: string }[];
  answers: { id: string; state: string; code: string | null }[];
  gate: { needs: string[] };
};

export function post(text: string, more: Partial<SocialItem> = {}): SocialItem {
  const mid = String((mids += 1));
  const author = { id: "77", name: "小王", followers: 200 };
  const item = {
    kind: "mention",
    mid,
    rootMid: mid,
    postMid: mid,
    author,
    text,
    postedAt: NOW - MINUTE,
    ...more,
  } as const;
  shown.set(mid, item);
  return item;
}

export const addLink = (item: SocialItem, by = agent) =>
  by("POST", "/social/link", { accountId: account, link: item.mid });
export const mine = async (view = "waiting") =>
  (await agent("GET", `/social/threads?view=${view}`)).body as List;
export const whole = async (id: string) => (await agent("GET", `/social/threads/${id}`)).body as Whole;
export const say = (id: string, mid: string, text: string, more: object = {}, by = agent) =>
  by("POST", `/social/threads/${id}/answers`, { mid, text, ...more });
export const code = (answer: { body: unknown }) =>
  (answer.body as { error?: { code: string } } | undefined)?.error?.code;

export async function asked(text = "@小炉家电 怎么退货？", more: Partial<SocialItem> = {}): Promise<Line> {
  const item = post(text, more);
  await addLink(item);
  const { items } = await mine();
  const line = items.find(({ mid }) => mid === item.mid);
  if (line === undefined) throw new Error("it waits");
  return line;
}

export async function send(more: Partial<SocialChannel> = {}): Promise<void> {
  const account_ = { id: account, social: { ...social, ...more }, settings, matters: OUR_MATTERS };
  const watch = { looked: () => {}, answered: () => {}, trouble: () => {} };
  const answering = createAnswering({
    answers: answers(inTurns(connect)),
    accounts: () => [account_],
    clock: Date.now,
    watch,
  });
  await answering.round();
  await answering.ended();
}
