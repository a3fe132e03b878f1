import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

import { buildMatcher } from "../../../src/core/answer/matcher.ts";
import { type Channel, createChannel } from "../../../src/flow/channel.ts";
import { knowledgeRoutes } from "../../../src/http/routes/knowledge/knowledge.ts";
import { loadEntries } from "../../../src/store/channels.ts";
import { createDataSource } from "../../../src/store/data-source.ts";
import { type Browser, browser, signedIn } from "../../support/api.ts";
import { auditOf, type House, openHouse } from "../../support/house.ts";
import { learn } from "../../support/learn.ts";
import { openShop, SAYS } from "../../support/shop.ts";

let house: House;
let channel: Channel;
let he: Browser;
let accountId: string;

beforeAll(async () => {
  const channelOf = (id: string) => (id === channel.account.id ? channel : undefined);
  house = await openHouse(Date.now, knowledgeRoutes(channelOf, learn));
  channel = await openShop(house.url);
  accountId = channel.account.id;
  const roles = ["supervisor", "admin"] as const;
  const grants = roles.map((role) => ({ role, queues: "all" as const }));
  he = browser(house.node, (await signedIn(house.tables, grants)).cookie);
}, 30_000);
afterAll(() => house.close());

type Chosen = { id: string; version: number };
type Tried = {
  entries: { id: string; is: string; n?: number; words?: string; other?: string }[];
  trial: { id: string; doubts: object[]; reports: object[] } | null;
};

const writingOf = (title: string, phrasings: readonly string[], text: string) => ({
  title,
  phrasings,
  answer: { kind: "text", text },
  variants: {},
  validFrom: null,
  validUntil: null,
  accountIds: [],
});
async function drafted(title: string, phrasings: readonly string[] = [], text = "是的。"): Promise<Chosen> {
  const { body } = await he("POST", "/knowledge", { accountId, writing: writingOf(title, phrasings, text) });
  const { id, draft } = body as { id: string; draft: { version: number } };
  return { id, version: draft.version };
}
async function redrafted(id: string, parts: object): Promise<Chosen> {
  const { body } = await he("GET", `/knowledge/${id}`);
  const { draft, versions } = body as {
    draft: { version: number; writing: object } | null;
    versions: { writing: object }[];
  };
  const writing = { ...(draft ?? versions[0])?.writing, ...parts };
  const saved = await he("PUT", `/knowledge/${id}/draft`, { version: draft?.version ?? 0, writing });
  return { id, version: (saved.body as { draft: { version: number } }).draft.version };
}
const tried = async (drafts: readonly Chosen[]): Promise<Tried> => {
  const { status, body } = await he("POST", "/knowledge/releases/try", { accountId, drafts });
  expect(status).toBe(200);
  return body as Tried;
};
const publish = (drafts: readonly Chosen[], more: object = {}) =>
  he("POST", "/knowledge/releases", { accountId, drafts, ...more });
const standing = async ({ id }: { readonly id: string }) => {
  const { body } = await he("GET", `/knowledge/${id}`);
  const { published, draft, versions } = body as {
    published: number | null;
    draft: { writing: { title: string } } | null;
    versions: { writing: { title: string }; restores: number | null }[];
  };
  return { published, draft: draft?.writing.title, newest: versions[0] };
};
const trials = async () =>
  (await house.tables.rows<{ n: number }>("SELECT count(*)::int AS n FROM knowledge_trial"))[0]?.n ?? 0;
const is = ({ entries }: Tried, { id }: { readonly id: string }) => entries.find((one) => one.id === id)?.is;
/** What every node does once it hears that something was published. */
async function learnAnew(): Promise<void> {
  const source = await createDataSource(house.url).initialize();
  const entries = await loadEntries(source, channel.account);
  await source.destroy();
  const { account, adapter, desk } = channel;
  channel = createChannel(account, adapter, buildMatcher(entries), desk.settings);
}
const shipId = () => channel.entries.find(({ key }) => key === "ship")?.id ?? channel.entries[0]?.id ?? "";

describe("many drafts at once", () => {
  it("are tried out together once, published in one step, and taken back as one: what is taken back is a draft again", async () => {
    const chosen = [
      await drafted("可以刻字吗"),
      await drafted("有没有礼盒装"),
      await drafted("几点开门营业"),
    ];
    const before = await trials();
    const seen = await tried(chosen);
    expect(seen.entries.map((one) => one.is)).toEqual(["ready", "ready", "ready"]);
    expect(seen.trial?.doubts).toEqual([]);
    const done = await publish(chosen);
    expect(done).toMatchObject({ status: 200, body: { entries: 3 } });
    expect(await trials()).toBe(before + 1);
    for (const one of chosen) expect((await standing(one)).published).toBe(1);
    const { id } = done.body as { id: string };
    const [told] = await auditOf(house, "release.published");
    expect(told?.data).toMatchObject({ release: id, entries: 3, trial: seen.trial?.id });

    await learnAnew();
    // One is published anew since: that stays.
    const [first, second] = chosen;
    const anew = await redrafted(first?.id ?? "", { answer: { kind: "text", text: "可以，免费。" } });
    expect((await he("POST", `/knowledge/${anew.id}/publish`, { version: anew.version })).status).toBe(200);
    expect((await he("GET", `/knowledge/releases?accountId=${accountId}`)).body).toMatchObject({
      items: [{ id, entries: 3, live: 2, undone: null }],
    });
    expect((await he("POST", `/knowledge/releases/${id}/undo`)).body).toEqual({ undone: 2, left: 1 });
    expect(await standing({ id: anew.id })).toMatchObject({ published: 2 });
    expect(await standing({ id: second?.id ?? "" })).toMatchObject({
      published: null,
      draft: "有没有礼盒装",
    });
    const again = await he("POST", `/knowledge/releases/${id}/undo`);
    expect(again).toMatchObject({ status: 409, body: { error: { code: "release_undone" } } });
    await learnAnew();
  });

  it("taken back, let what answered before answer again, as a version of its own", async () => {
    const id = shipId();
    const was = await standing({ id });
    const one = await redrafted(id, { title: "什么时候能发货呢" });
    const done = await publish([one]);
    expect(done.status).toBe(200);
    await he("POST", `/knowledge/releases/${(done.body as { id: string }).id}/undo`);
    const now = await standing({ id });
    expect(now).toMatchObject({ draft: "什么时候能发货呢", newest: { restores: was.published } });
    expect(now.newest?.writing.title).toBe(was.newest?.writing.title);
    await learnAnew();
  });

  it("are held one by one: what is wrong, taken or overtaken is named, and nothing of them is published", async () => {
    const fine = await drafted("能不能开发票呢");
    const wrong = await drafted("会员日是哪天", [], "{{day}}");
    const taken = await drafted("多久能到货", [SAYS.ship]);
    const twin = await drafted("发票怎么开", ["能不能开发票呢"]);
    const old = await drafted("退货地址在哪");
    await redrafted(old.id, { title: "退货寄到哪" });
    const chosen = [fine, wrong, taken, twin, old];
    const seen = await tried(chosen);
    expect(is(seen, fine)).toBe("ready");
    expect(seen.entries).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ id: wrong.id, is: "wrong", n: 1 }),
        expect.objectContaining({ id: taken.id, is: "taken", words: SAYS.ship }),
        expect.objectContaining({ id: twin.id, is: "taken", other: "能不能开发票呢" }),
        expect.objectContaining({ id: old.id, is: "overtaken" }),
      ]),
    );
    expect((await publish(chosen)).status).toBe(409);
    expect((await publish([fine, wrong])).body).toMatchObject({ error: { code: "entry_wrong" } });
    expect((await publish([fine, twin])).body).toMatchObject({ error: { code: "entry_words_taken" } });
    expect((await standing(fine)).published).toBeNull();
    // Without them the others go out.
    expect((await publish([fine])).body).toMatchObject({ entries: 1 });
    await learnAnew();
  });

  it("are held up by who serves golden questions worse; the others go out without it, or all with a reason", async () => {
    const owner = await drafted("怎么申请退款呢", ["我要退款怎么操作"]);
    await publish([owner]);
    await learnAnew();
    await he("POST", "/knowledge/goldens", { accountId, entryId: owner.id, texts: ["退款怎么申请操作呢"] });
    await he("POST", "/knowledge/goldens", { accountId, entryId: null, texts: ["明天会下雨吗"] });
    const rain = await drafted("明天会不会下雨", ["明天会下雨吗啊"]);
    const good = await drafted("杯盖可以单独买吗", ["杯盖单卖吗"]);
    const seen = await tried([rain, good]);
    expect(seen.trial?.doubts).toEqual([{ code: "golden_worse", n: 1 }]);
    expect([is(seen, rain), is(seen, good)]).toEqual(["held", "ready"]);
    const held = await publish([rain, good]);
    expect(held).toMatchObject({ status: 409, body: { error: { code: "entry_worse" } } });
    expect((await publish([good])).status).toBe(200);
    await learnAnew();
    const all = await publish([rain], { despite: "天气也答" });
    expect(all.status).toBe(200);
    expect((await he("GET", `/knowledge/releases?accountId=${accountId}`)).body).toMatchObject({
      items: expect.arrayContaining([expect.objectContaining({ despite: "天气也答", live: 1 })]),
    });
  });

  it("are asked of whoever may publish alone", async () => {
    const one = await drafted("水杯能装开水吗");
    const li = browser(
      house.node,
      (await signedIn(house.tables, [{ role: "supervisor", queues: "all" }])).cookie,
    );
    const drafts = [one];
    expect((await li("POST", "/knowledge/releases", { accountId, drafts })).status).toBe(403);
    const listed = await li("GET", `/knowledge/drafts?accountId=${accountId}`);
    const { items } = listed.body as { items: object[] };
    expect(items).toContainEqual(expect.objectContaining({ id: one.id, isNew: true, wrong: 0, todo: 0 }));
  });
});
