import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { randomUUID } from "node:crypto";

import { buildMatcher } from "../../../src/core/answer/matcher.ts";
import { type Channel, createChannel } from "../../../src/flow/channel.ts";
import { assistRoutes } from "../../../src/http/routes/knowledge/assist.ts";
import { knowledgeRoutes } from "../../../src/http/routes/knowledge/knowledge.ts";
import { loadEntries } from "../../../src/store/channels.ts";
import { createDataSource } from "../../../src/store/data-source.ts";
import { type ApiNode, type Browser, browser, openApiNode, signedIn } from "../../support/api.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";
import { learn } from "../../support/learn.ts";
import { refusalOf } from "../../support/desk.ts";
import { type Node, openNode } from "../../support/node.ts";
import { erase, tablesWith } from "../../support/privacy.ts";
import { openShop, SAYS } from "../../support/shop.ts";
import { openTables, type Tables } from "../../support/tables.ts";

let database: TestDatabase;
let tables: Tables;
let channel: Channel;
let node: Node;
let api: ApiNode;
let reviewer: Browser;
let writer: Browser;
let admin: Browser;
let sent = 0;

beforeAll(async () => {
  database = await testDatabase();
  tables = await openTables(database.url);
  channel = await openShop(database.url);
  node = await openNode({ url: database.url, channel, lanes: 1 });
  const channelOf = (id: string) => (id === channel.account.id ? channel : undefined);
  api = await openApiNode({
    url: database.url,
    clock: Date.now,
    routes: [...knowledgeRoutes(channelOf, learn), ...assistRoutes(channelOf)],
  });
  const enter = async (...roles: readonly ("supervisor" | "admin")[]): Promise<Browser> =>
    browser(
      api,
      (
        await signedIn(
          tables,
          roles.map((role) => ({ role, queues: "all" as const })),
        )
      ).cookie,
    );
  reviewer = await enter("supervisor", "admin");
  writer = await enter("supervisor");
  admin = await enter("admin");
});
afterAll(async () => {
  await api.close();
  await node.close();
  await tables.close();
  await database.drop();
});

const say = (fan: string, text: string) => node.answer({ fan, number: (sent += 1), content: text });
type Ref = { conversationId: string; seq: number };
type Page = {
  clusters: {
    forms: (Ref & { text: string; count: number; personal: boolean })[];
    questions: Ref[];
    count: number;
    wants: Record<string, number>;
    nearest: { id: string; title: string }[];
  }[];
  counts: Record<string, number>;
  acts: { id: string; kind: string; questions: number }[];
};
const read = async (query = ""): Promise<Page> =>
  (await reviewer("GET", `/learning?accountId=${channel.account.id}${query}`)).body as Page;
const clusterOf = async (words: string) =>
  (await read()).clusters.find(({ forms }) => forms.some(({ text }) => text.includes(words)));
const act = (who: Browser, way: string, body: object) =>
  who("POST", `/learning/${way}`, { accountId: channel.account.id, ...body });
const entryOf = (key: string): string => channel.entries.find((one) => one.key === key)?.id ?? "";
type Entry = {
  suggested: Record<string, number>;
  published: number;
  draft: { version: number; review: object | null; writing: { title: string; phrasings: string[] } } | null;
  versions: { number: number; writing: { phrasings: string[] } }[];
};
const entry = async (id: string) => (await reviewer("GET", `/knowledge/${id}`)).body as Entry;

/** What every node does once it hears that something was published. */
async function learnAnew(): Promise<void> {
  const source = await createDataSource(database.url).initialize();
  const entries = await loadEntries(source, channel.account);
  await source.destroy();
  const { account, adapter, desk } = channel;
  channel = createChannel(account, adapter, buildMatcher(entries), desk.settings);
}
const asks = async (text: string) =>
  (await reviewer("POST", "/knowledge/try", { accountId: channel.account.id, text })).body as {
    kind: string;
  };

describe("the inbox of learning", () => {
  it("gathers what fans asked in vain, tells why each is there, and gives nobody it who may not read their words", async () => {
    await say("fan 1", "可以刻字吗");
    await say("fan 2", "能不能刻字");
    await say("fan 3", "有刻字服务吗");
    await say("fan 4", "橘色钢琴哪里买");
    await say("fan 4", SAYS.person);
    await say("fan 4", "快点");
    const cluster = await clusterOf("刻字");
    expect(cluster).toMatchObject({ count: 3, wants: { unanswered: 3, handed_over: 0, rejected: 0 } });
    expect((await clusterOf("钢琴"))?.wants).toMatchObject({ handed_over: 1, all: 1 });
    const only = await read("&want=handed_over");
    expect(only.clusters.map(({ forms }) => forms.map(({ text }) => text))).toEqual([["橘色钢琴哪里买"]]);
    expect(only.counts).toMatchObject({ all: 4, unanswered: 3, handed_over: 1 });
    expect(refusalOf(await admin("GET", `/learning?accountId=${channel.account.id}`))).toMatchObject({
      params: { permission: "contact.read_all" },
    });
    const { questions } = cluster ?? { questions: [] };
    expect(refusalOf(await act(admin, "ignore", { questions })).code).toBe("forbidden");
  });

  it("leaves alone what the house calls a danger, as that has its own way", async () => {
    await say("fan 5", "蒸汽阀能刻花吗");
    expect(await clusterOf("蒸汽阀")).toBeDefined();
    const word = `lane_word (id, lane, rule, word, added_at, added_by)`;
    await tables.rows(`INSERT INTO ${word} VALUES ($1, 'risk', 'risk_injury', '蒸汽阀', now(), 'test')`, [
      randomUUID(),
    ]);
    expect(await clusterOf("蒸汽阀")).toBeUndefined();
  });

  it("makes three ways of asking phrasings of an entry: the next who asks is answered, and it can be taken back", async () => {
    const { forms = [], questions = [] } = (await clusterOf("刻字")) ?? {};
    const given = { entryId: entryOf("ship"), phrasings: forms.map(({ text }) => text), questions };
    const merged = await act(reviewer, "merge", given);
    expect(merged.body).toMatchObject({ published: true, entryId: given.entryId });
    await learnAnew();
    expect(await asks("可以刻字吗？")).toMatchObject({ kind: "answer" });
    expect(await clusterOf("刻字")).toBeUndefined();
    expect(refusalOf(await act(reviewer, "merge", given)).code).toBe("learning_decided");
    expect(await entry(given.entryId)).toMatchObject({ published: 2 });

    const { act: id } = merged.body as { act: string };
    expect((await read()).acts).toMatchObject([{ id, kind: "merged", questions: 3 }]);
    expect((await reviewer("POST", `/learning/acts/${id}/undo`, {})).status).toBe(200);
    await learnAnew();
    expect(await clusterOf("刻字")).toMatchObject({ count: 3 });
    expect(await entry(given.entryId)).toMatchObject({
      published: 3,
      versions: [{ writing: { phrasings: [] } }, {}, {}],
    });
    expect(refusalOf(await reviewer("POST", `/learning/acts/${id}/undo`, {})).code).toBe("learning_act_gone");
  });

  it("leaves them to whoever publishes where one may only write, also in a draft that somebody has begun", async () => {
    const id = entryOf("pay");
    const { versions } = await entry(id);
    const started = { ...versions[0]?.writing, phrasings: ["开发票流程"] };
    await writer("PUT", `/knowledge/${id}/draft`, { version: 0, writing: started });
    const { questions = [] } = (await clusterOf("刻字")) ?? {};
    const merged = await act(writer, "merge", { entryId: id, phrasings: ["能刻字吗"], questions });
    expect(merged.body).toMatchObject({ published: false });
    const { draft, published } = await entry(id);
    expect({ published, phrasings: draft?.writing.phrasings }).toEqual({
      published: 1,
      phrasings: ["开发票流程", "能刻字吗"],
    });
    expect(draft?.review).not.toBeNull();
    const { act: actId } = merged.body as { act: string };
    await writer("POST", `/learning/acts/${actId}/undo`, {});
    expect((await entry(id)).draft?.writing.phrasings).toEqual(["开发票流程"]);

    // Who publishes puts them into the draft as well: publishing that would take them away again.
    await act(reviewer, "merge", { entryId: id, phrasings: ["能刻字吗"], questions });
    const after = await entry(id);
    expect(after).toMatchObject({ published: 2, versions: [{ writing: { phrasings: ["能刻字吗"] } }, {}] });
    expect(after.draft?.writing.phrasings).toEqual(["开发票流程", "能刻字吗"]);
    // Somebody goes on from there: it is not undone with her work.
    const { version = 0, writing } = after.draft ?? {};
    await writer("PUT", `/knowledge/${id}/draft`, {
      version,
      writing: { ...writing, title: "怎么开发票呢" },
    });
    const [last] = (await read()).acts;
    expect(refusalOf(await reviewer("POST", `/learning/acts/${last?.id}/undo`, {})).code).toBe(
      "learning_undo_late",
    );
  });

  it("begins an entry of them, or ignores them; neither comes again until that is taken back", async () => {
    const { questions = [] } = (await clusterOf("钢琴")) ?? {};
    const begun = (await act(writer, "begin", { title: "卖不卖钢琴", phrasings: ["钢琴哪里买"], questions }))
      .body as {
      act: string;
      entryId: string;
    };
    expect(await entry(begun.entryId)).toMatchObject({
      published: null,
      draft: { writing: { title: "卖不卖钢琴", phrasings: ["钢琴哪里买"] } },
    });
    expect(await clusterOf("钢琴")).toBeUndefined();
    await writer("POST", `/learning/acts/${begun.act}/undo`, {});
    expect((await reviewer("GET", `/knowledge/${begun.entryId}`)).status).toBe(404);

    const ignored = (await act(writer, "ignore", { questions })).body as { act: string };
    expect(await clusterOf("钢琴")).toBeUndefined();
    await writer("POST", `/learning/acts/${ignored.act}/undo`, {});
    expect(await clusterOf("钢琴")).toMatchObject({ count: 1 });
  });

  it("refuses words that may tell who somebody is, words of another entry, and questions that are none", async () => {
    const { questions = [] } = (await clusterOf("钢琴")) ?? {};
    const entryId = entryOf("ship");
    const merge = async (change: object) =>
      refusalOf(await act(reviewer, "merge", { entryId, phrasings: ["钢琴"], questions, ...change }));
    expect(await merge({ phrasings: ["电话13812345678什么时候送"] })).toMatchObject({
      code: "phrasing_personal",
      params: { words: "电话13812345678什么时候送" },
    });
    expect((await merge({ phrasings: [SAYS.pay] })).code).toBe("entry_words_taken");
    expect((await merge({ entryId: randomUUID() })).code).toBe("entry_gone");
    const [question] = questions;
    expect((await merge({ questions: [{ ...question, seq: 900 }] })).code).toBe("learning_decided");
    expect((await merge({ questions: [{ conversationId: randomUUID(), seq: 1 }] })).code).toBe(
      "learning_decided",
    );
    for (const change of [{ questions: [] }, { phrasings: [] }, { phrasings: ["  "] }])
      expect(
        (await act(reviewer, "merge", { entryId, phrasings: ["钢琴"], questions, ...change })).status,
      ).toBe(400);
    expect(await clusterOf("钢琴")).toMatchObject({ count: 1 });
  });

  it("has what an agent put away when it was suggested, and the entry tells how often it was", async () => {
    await say("fan 5", "我买的什么时候能发货呢");
    const conversationId = await tables.value<string>(
      "SELECT c.id FROM conversation c JOIN identity i ON i.id = c.identity_id WHERE i.external_id = 'fan 5'",
    );
    const { seq, items } = (await reviewer("GET", `/conversations/${conversationId}/suggestions`)).body as {
      seq: number;
      items: { kind: string; id: string; version: number; confidence: number }[];
    };
    const [{ kind, id: targetId, version, confidence } = { kind: "", id: "", version: 0, confidence: 0 }] =
      items;
    expect(targetId).toBe(entryOf("ship"));
    const body = { kind, targetId, version, confidence, place: 1, outcome: "dismissed" };
    await reviewer("PUT", `/conversations/${conversationId}/suggestions/${seq}`, body);
    expect((await clusterOf("什么时候能发货"))?.wants).toMatchObject({ rejected: 1 });
    expect((await entry(targetId)).suggested).toEqual({ used: 0, changed: 0, dismissed: 1 });
  });

  it("keeps no fan's words of its own: whoever is erased is gone from it", async () => {
    await say("fan secret", "机密的长颈鹿会飞吗");
    const { questions = [] } = (await clusterOf("长颈鹿")) ?? {};
    await act(writer, "ignore", { questions });
    expect((await tablesWith(tables, "长颈鹿")).toSorted()).toEqual(["inbox", "message"]);
    await erase(tables, "fan secret");
    expect(await tablesWith(tables, "长颈鹿")).toEqual([]);
    expect(await clusterOf("长颈鹿")).toBeUndefined();
  });
});
