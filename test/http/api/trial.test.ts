import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

import { buildMatcher } from "../../../src/core/answer/matcher.ts";
import { type Channel, createChannel } from "../../../src/flow/channel.ts";
import { knowledgeRoutes } from "../../../src/http/routes/knowledge/knowledge.ts";
import { loadEntries } from "../../../src/store/channels.ts";
import { createDataSource } from "../../../src/store/data-source.ts";
import { type ApiNode, type Browser, browser, openApiNode, signedIn } from "../../support/api.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";
import { refusalOf } from "../../support/desk.ts";
import { learn } from "../../support/learn.ts";
import { type Node, openNode } from "../../support/node.ts";
import { erase } from "../../support/privacy.ts";
import { openShop, SAYS } from "../../support/shop.ts";
import { openTables, type Tables } from "../../support/tables.ts";

let database: TestDatabase;
let tables: Tables;
let channel: Channel;
let node: Node;
let api: ApiNode;
let reviewer: Browser;
let admin: Browser;
let sent = 0;

beforeAll(async () => {
  database = await testDatabase();
  tables = await openTables(database.url);
  channel = await openShop(database.url);
  node = await openNode({ url: database.url, channel, lanes: 1 });
  const routes = knowledgeRoutes((id) => (id === channel.account.id ? channel : undefined), learn);
  api = await openApiNode({ url: database.url, clock: Date.now, routes });
  const enter = async (...roles: readonly ("supervisor" | "admin")[]): Promise<Browser> => {
    const grants = roles.map((role) => ({ role, queues: "all" as const }));
    return browser(api, (await signedIn(tables, grants)).cookie);
  };
  reviewer = await enter("supervisor", "admin");
  admin = await enter("admin");
});
afterAll(async () => {
  await api.close();
  await node.close();
  await tables.close();
  await database.drop();
});

const say = (fan: string, text: string) => node.answer({ fan, number: (sent += 1), content: text });
const idOf = (key: string): string => channel.entries.find((one) => one.key === key)?.id ?? "";
type Trial = {
  id: string;
  doubts: { code: string; n: number }[];
  reports: {
    golden: { total: number; right: number; worse: object[]; wrong: object[] };
    replay: {
      messages: number;
      answeredBefore: number;
      answeredAfter: number;
      worse: number;
      changes: { text: string | null; worse: boolean }[];
    };
  }[];
  published: number | null;
  despite: string | null;
};
type Drafted = { id: string; draft: { version: number } };

/** A draft of an entry with these words; the version by which it is published. */
async function drafted(id: string, title: string, phrasings: readonly string[]): Promise<number> {
  const writing = {
    title,
    phrasings,
    answer: { kind: "text", text: "可以刻字，免费。" },
    variants: {},
    validFrom: null,
    validUntil: null,
    accountIds: [],
  };
  const answer = await reviewer("GET", `/knowledge/${id}`);
  const version = (answer.body as { draft: { version: number } | null }).draft?.version ?? 0;
  const saved = await reviewer("PUT", `/knowledge/${id}/draft`, { version, writing });
  return (saved.body as Drafted).draft.version;
}
async function created(
  title: string,
  phrasings: readonly string[],
): Promise<{ id: string; version: number }> {
  const writing = {
    title,
    phrasings,
    answer: { kind: "text", text: "可以刻字，免费。" },
    variants: {},
    validFrom: null,
    validUntil: null,
    accountIds: [],
  };
  const { body } = await reviewer("POST", "/knowledge", { accountId: channel.account.id, writing });
  const { id, draft } = body as Drafted;
  return { id, version: draft.version };
}

/** What every node does once it hears that something was published. */
async function learnAnew(): Promise<void> {
  const source = await createDataSource(database.url).initialize();
  const entries = await loadEntries(source, channel.account);
  await source.destroy();
  const { account, adapter, desk } = channel;
  channel = createChannel(account, adapter, buildMatcher(entries), desk.settings);
}
const trialOf = async (id: string) => (await reviewer("GET", `/knowledge/trials/${id}`)).body as Trial;

describe("the gate before publishing", () => {
  it("lets a new entry through that serves nobody worse, and names the trial in the audit", async () => {
    for (const [n, text] of [SAYS.ship, SAYS.pay, "能不能刻字", "什么时候发货？"].entries()) {
      await say(`fan ${n}`, text);
    }
    const { id, version } = await created("能不能刻字", ["可以刻字吗"]);
    await reviewer("POST", "/knowledge/goldens", {
      accountId: channel.account.id,
      entryId: id,
      texts: ["可以刻字吗"],
    });
    const { body } = await reviewer("POST", `/knowledge/${id}/trial`, { version });
    expect(body).toMatchObject({
      doubts: [],
      published: null,
      reports: [
        {
          golden: { total: 1, right: 1, worse: [], wrong: [] },
          replay: { messages: 4, answeredBefore: 3, answeredAfter: 4, worse: 0 },
        },
      ],
    });
    expect((body as Trial).reports[0]?.replay.changes).toMatchObject([{ text: "能不能刻字", worse: false }]);
    const published = await reviewer("POST", `/knowledge/${id}/publish`, { version });
    expect(published.body).toMatchObject({ published: 1 });
    await learnAnew();
    const [line] = await tables.rows<{ trial: string }>(
      "SELECT data ->> 'trial' AS trial FROM audit WHERE action = 'entry.published' ORDER BY at DESC LIMIT 1",
    );
    expect(await trialOf(line?.trial ?? "")).toMatchObject({ published: 1, despite: null });
  });

  it("holds a draft that would take others' questions, says which, and lets it through with a reason", async () => {
    const ship = idOf("ship");
    await reviewer("POST", "/knowledge/goldens", {
      accountId: channel.account.id,
      entryId: ship,
      texts: ["什么时候发货", "什么时候发货"],
    });
    const version = await drafted(ship, "门店地址", ["你们店在哪里"]);
    const before = (await reviewer("GET", `/knowledge/${ship}`)).body;
    const refused = await reviewer("POST", `/knowledge/${ship}/publish`, { version });
    const { code, params } = refusalOf(refused);
    const trialId = String(params["trial"]);
    expect(code).toBe("entry_worse");
    expect((await reviewer("GET", `/knowledge/${ship}`)).body).toEqual(before);
    const trial = await trialOf(trialId);
    expect(trial.doubts).toMatchObject([{ code: "golden_worse", n: 1 }]);
    expect(trial.reports[0]?.golden.worse).toMatchObject([
      { text: "什么时候发货", was: { kind: "answered" }, now: { kind: "missed" } },
    ]);
    const despite = "门店改名，旧问题另建";
    const letThrough = await reviewer("POST", `/knowledge/${ship}/publish`, { version, despite });
    expect(letThrough.body).toMatchObject({ published: 2 });
    expect(await trialOf(trialId)).toMatchObject({ published: 2, despite });
    await learnAnew();
  });

  it("asks for no trial where the answer alone is another, nor where an older version is brought back", async () => {
    const trials = async () =>
      (await tables.rows<{ n: number }>("SELECT count(*)::int AS n FROM knowledge_trial"))[0]?.n;
    const before = await trials();
    const ship = idOf("ship");
    const back = await reviewer("POST", `/knowledge/${ship}/roll-back`, { published: 2, to: 1 });
    expect(back.body).toMatchObject({ published: 3 });
    await learnAnew();
    const pay = idOf("pay");
    const { body } = await reviewer("GET", `/knowledge/${pay}`);
    const [{ writing }] = (body as { versions: [{ writing: { title: string; phrasings: string[] } }] })
      .versions;
    const version = await drafted(pay, writing.title, writing.phrasings);
    expect((await reviewer("POST", `/knowledge/${pay}/publish`, { version })).body).toMatchObject({
      published: 2,
    });
    expect(await trials()).toBe(before);
    await learnAnew();
  });

  it("answers a repeated publication the same, and tries nothing out for it", async () => {
    const { id, version } = await created("有没有会员日", ["会员日是哪天"]);
    const key = { "idempotency-key": "publish-once" };
    const first = await reviewer("POST", `/knowledge/${id}/publish`, { version }, key);
    const again = await reviewer("POST", `/knowledge/${id}/publish`, { version }, key);
    expect(again.status).toBe(200);
    expect(again.body).toEqual(first.body);
    await learnAnew();
  });

  it("shows fans' words to who may read them alone, and of nobody who was erased", async () => {
    await say("fan secret", "可以打包送礼吗");
    const { id, version } = await created("可以打包送礼吗", ["礼盒包装"]);
    const trial = (await reviewer("POST", `/knowledge/${id}/trial`, { version })).body as Trial;
    const textsFor = async (who: Browser) =>
      ((await who("GET", `/knowledge/trials/${trial.id}`)).body as Trial).reports[0]?.replay.changes.map(
        ({ text }) => text,
      );
    expect(await textsFor(reviewer)).toEqual(["可以打包送礼吗"]);
    expect(await textsFor(admin)).toEqual([null]);
    await erase(tables, "fan secret");
    expect(await textsFor(reviewer)).toEqual([null]);
  });

  it("keeps golden questions once, takes none that tell who somebody is, and lets them go", async () => {
    const add = (texts: readonly string[], entryId: string | null = null) =>
      reviewer("POST", "/knowledge/goldens", { accountId: channel.account.id, entryId, texts });
    expect((await add(["今天天气怎么样", "今天天气怎么样？"])).body).toEqual({ added: 1 });
    expect(refusalOf(await add(["我的手机号 13800138000"])).code).toBe("phrasing_personal");
    const list = async () =>
      (
        (await reviewer("GET", `/knowledge/goldens?accountId=${channel.account.id}`)).body as {
          items: { id: string; text: string; entryId: string | null }[];
        }
      ).items;
    const one = (await list()).find(({ text }) => text === "今天天气怎么样");
    expect(one).toMatchObject({ entryId: null });
    expect((await reviewer("DELETE", `/knowledge/goldens/${one?.id}`)).status).toBe(200);
    expect(refusalOf(await reviewer("DELETE", `/knowledge/goldens/${one?.id}`)).code).toBe("golden_gone");
    expect((await list()).map(({ text }) => text)).not.toContain("今天天气怎么样");
  });
});
