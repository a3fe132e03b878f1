import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { randomFillSync } from "node:crypto";
import { Client } from "pg";

import { isInShare } from "../../../src/core/canary/canary.ts";
import { buildMatcher } from "../../../src/core/answer/matcher.ts";
import { createIds } from "../../../src/core/kernel/id.ts";
import { DAY, HOUR, MINUTE } from "../../../src/core/kernel/instant.ts";
import { type Channel, createChannel } from "../../../src/flow/channel.ts";
import { createCanaries } from "../../../src/flow/tend/canaries.ts";
import { knowledgeRoutes } from "../../../src/http/routes/knowledge/knowledge.ts";
import { loadCanary, loadEntries } from "../../../src/store/channels.ts";
import { createDataSource } from "../../../src/store/data-source.ts";
import { chores } from "../../../src/store/loop/chores.ts";
import { type ApiNode, type Browser, browser, openApiNode, signedIn } from "../../support/api.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";
import { refusalOf } from "../../support/desk.ts";
import { learn } from "../../support/learn.ts";
import { type Node, openNode } from "../../support/node.ts";
import { openShop } from "../../support/shop.ts";
import { openTables, type Tables } from "../../support/tables.ts";

const SHARE = 0.5;
let database: TestDatabase;
let tables: Tables;
let channel: Channel;
let node: Node;
let api: ApiNode;
let reviewer: Browser;
let client: Client;
const now = Date.now();
let sent = 0;

/** What every node does once it hears that something was published. */
async function learnAnew(): Promise<void> {
  const source = await createDataSource(database.url).initialize();
  const entries = await loadEntries(source, channel.account);
  const found = await loadCanary(source, channel.account);
  await source.destroy();
  const { account, adapter, desk } = channel;
  const others = entries.filter(({ id }) => id !== found?.entry.id);
  const canary = found && { matcher: buildMatcher([...others, found.entry]), share: found.share };
  channel = createChannel(account, adapter, buildMatcher(entries), desk.settings, undefined, canary);
  await node.close();
  node = await openNode({ url: database.url, channel, lanes: 1 });
}

beforeAll(async () => {
  database = await testDatabase();
  tables = await openTables(database.url);
  channel = await openShop(database.url);
  node = await openNode({ url: database.url, channel, lanes: 1 });
  const routes = knowledgeRoutes((id) => (id === channel.account.id ? channel : undefined), learn);
  api = await openApiNode({ url: database.url, clock: () => now, routes });
  const grants = (["supervisor", "admin"] as const).map((role) => ({ role, queues: "all" as const }));
  reviewer = browser(api, (await signedIn(tables, grants)).cookie);
  client = new Client({ connectionString: database.url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await api.close();
  await node.close();
  await tables.close();
  await database.drop();
});

const say = (fan: string, text: string) => node.answer({ fan, number: (sent += 1), content: text });
type Entry = {
  id: string;
  published: number | null;
  draft: { version: number } | null;
  canary: { state: string; version: number; figures: { canary: object; rest: object } } | null;
};
const read = async (id: string) => (await reviewer("GET", `/knowledge/${id}`)).body as Entry;
const writing = (text: string) => ({
  title: "可以刻字吗",
  phrasings: ["能刻名字吗"],
  answer: { kind: "text", text },
  variants: {},
  validFrom: null,
  validUntil: null,
  accountIds: [],
});
async function begun(text: string): Promise<Entry> {
  const { body } = await reviewer("POST", "/knowledge", {
    accountId: channel.account.id,
    writing: writing(text),
  });
  return body as Entry;
}
const publish = (id: string, version: number, canary?: object) =>
  reviewer("POST", `/knowledge/${id}/publish`, { version, ...(canary && { canary }) });
const tend = (at: number) =>
  createCanaries({
    chores: chores(() => Promise.resolve(client)),
    ids: createIds(
      () => at,
      (bytes) => randomFillSync(bytes),
    ),
    clock: () => at,
    watch: { tended: () => undefined } as never,
  }).round();
const sideOf = async (fan: string): Promise<boolean> =>
  isInShare(
    await tables.value<string>(
      "SELECT c.id FROM conversation c JOIN identity i ON i.id = c.identity_id WHERE i.external_id = $1",
      [fan],
    ),
    SHARE,
  );

describe("a canary", () => {
  let id = "";

  it("answers its part of the conversations by the new version, all others as before", async () => {
    const one = await begun("可以，免费。");
    ({ id } = one);
    const started = await publish(id, one.draft?.version ?? 0, { share: SHARE, hours: 24 });
    expect(started.body).toMatchObject({
      published: null,
      draft: null,
      canary: { state: "running", version: 1 },
    });
    await learnAnew();
    for (let n = 0; n < 12; n += 1) await say(`fan ${n}`, "能刻名字吗");
    const answered = await tables.rows<{ fan: string; answered: boolean }>(
      `SELECT i.external_id AS fan, bool_or(m.entry_id = $1) AS answered FROM identity i
       JOIN conversation c ON c.identity_id = i.id JOIN message m ON m.conversation_id = c.id AND m.author = 'bot'
       WHERE i.external_id LIKE 'fan %' GROUP BY 1`,
      [id],
    );
    for (const { fan, answered: isAnswered } of answered) {
      expect({ fan, isAnswered: isAnswered === true }).toEqual({ fan, isAnswered: await sideOf(fan) });
    }
    expect(new Set(answered.map(({ answered: is }) => is === true)).size).toBe(2);
  });

  it("is one at a time on an account, and leaves nothing behind where it cannot begin", async () => {
    const other = await begun("也可以。");
    await reviewer("PUT", `/knowledge/${other.id}/draft`, {
      version: 1,
      writing: { ...writing("也可以。"), title: "礼盒怎么买", phrasings: [] },
    });
    const version = (await read(other.id)).draft?.version ?? 0;
    const refused = await publish(other.id, version, { share: 0.1, hours: 1 });
    expect(refusalOf(refused).code).toBe("canary_running");
    expect(await read(other.id)).toMatchObject({ published: null, draft: { version }, canary: null });
  });

  it("goes on while it does no worse, and answers everybody when its time is over, with a line of the audit", async () => {
    expect(await tend(now + HOUR)).toBe(0);
    expect(await read(id)).toMatchObject({ published: null });
    expect(await tend(now + DAY)).toBe(1);
    expect(await read(id)).toMatchObject({ published: 1, canary: { state: "published" } });
    const lines = await tables.rows(
      "SELECT action, actor FROM audit WHERE subject_id = $1 AND actor = 'system'",
      [id],
    );
    expect(lines).toEqual([{ action: "canary.published", actor: "system" }]);
  });

  it("is taken back by itself where it does much worse", async () => {
    await reviewer("PUT", `/knowledge/${id}/draft`, {
      version: 0,
      writing: { ...writing("不行。"), phrasings: ["能刻名字吗", "刻字多少钱"] },
    });
    const version = (await read(id)).draft?.version ?? 0;
    expect((await publish(id, version, { share: SHARE, hours: 24 })).body).toMatchObject({ published: 1 });
    await learnAnew();
    for (let n = 0; n < 120; n += 1) {
      await say(`late ${n}`, "能刻名字吗");
      if (await sideOf(`late ${n}`)) await say(`late ${n}`, "转人工");
    }
    expect(await tend(Date.now() + 2 * MINUTE)).toBe(1);
    expect(await read(id)).toMatchObject({ published: 1, canary: { state: "returned", version: 2 } });
    await learnAnew();
    expect(channel.desk.canary).toBeUndefined();
  });

  it("can be given to everybody, or taken back, by hand; a version that is brought back ends it, too", async () => {
    const start = async (text: string) => {
      await reviewer("PUT", `/knowledge/${id}/draft`, { version: 0, writing: writing(text) });
      const version = (await read(id)).draft?.version ?? 0;
      return publish(id, version, { share: 0.1, hours: 2 });
    };
    const end = (how: string) => reviewer("POST", `/knowledge/${id}/canary/end`, { how });
    await start("一");
    expect((await end("stop")).body).toMatchObject({ published: 1, canary: { state: "stopped" } });
    expect(refusalOf(await end("stop")).code).toBe("canary_gone");
    await start("二");
    expect((await end("publish")).body).toMatchObject({ published: 4, canary: { state: "published" } });
    await start("三");
    const back = await reviewer("POST", `/knowledge/${id}/roll-back`, { published: 4, to: 1 });
    expect(back.body).toMatchObject({ published: 6, canary: { state: "stopped" } });
  });
});
