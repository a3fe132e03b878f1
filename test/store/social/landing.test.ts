import { randomUUID } from "node:crypto";

import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import type { Client } from "pg";

import { OUR_MATTERS } from "../../../src/core/answer/words/own.ts";
import { HOUR, MINUTE } from "../../../src/core/kernel/instant.ts";
import { defaultSettings } from "../../../src/core/setting/registry.ts";
import type { SocialChannel } from "../../../src/core/social/channel.ts";
import type { SocialItem } from "../../../src/core/social/item.ts";
import { createAnswering } from "../../../src/flow/social/answering.ts";
import { takeItems } from "../../../src/flow/social/intake.ts";
import type { SocialAccount } from "../../../src/flow/social/polling.ts";
import { openSession } from "../../../src/store/hot/session.ts";
import { inTurns } from "../../../src/store/hot/turns.ts";
import { answers } from "../../../src/store/social/answers.ts";
import { digestOf, landings, seeOwn } from "../../../src/store/social/landing.ts";
import { inTransaction } from "../../../src/store/transaction.ts";
import { sameTextKey } from "../../../src/core/social/gate.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";
import { openTables, type Tables } from "../../support/tables.ts";
import { quietWatch, socialAccount } from "./social-account.ts";

const NOW = Date.now();
const OWN = "1902538057";
/** On a busy machine a lock is held longer than a fan should wait. */
const PATIENT = { lockTimeoutMs: 10_000 };

let database: TestDatabase;
let tables: Tables;
let clients: Client[];
let account: string;
let mids = 5_100_000_000_000_000;

beforeAll(async () => {
  database = await testDatabase();
  tables = await openTables(database.url);
  clients = await Promise.all([openSession(database.url, PATIENT), openSession(database.url, PATIENT)]);
});

afterAll(async () => {
  await Promise.all(clients.map((client) => client.end()));
  await tables.close();
  await database.drop();
});

beforeEach(async () => {
  account = randomUUID();
  await tables.rows(
    "INSERT INTO account (id, platform, name, simulated, config, created_at) VALUES ($1, 'weibo', $2, false, '{}', now())",
    [account, account],
  );
});

const use = (n: number) => inTurns(async () => clients[n] as Client);

function item(text: string, more: Partial<SocialItem> = {}): SocialItem {
  const mid = String((mids += 1));
  const author = { id: "77", name: "小王", followers: 200, posts: 30 };
  return {
    kind: "mention",
    mid,
    rootMid: mid,
    postMid: mid,
    author,
    text,
    postedAt: NOW - 3 * MINUTE,
    ...more,
  };
}

const usual = { ownId: OWN, settings: defaultSettings, matters: OUR_MATTERS };
const take = (items: readonly SocialItem[], n = 0, at = NOW) =>
  takeItems(landings(use(n)), { ...usual, id: account }, items, "poll", at);

const threads = () =>
  tables.rows<{ id: string; state: string; class: string; spread: number; dueAt: Date; clock: string }>(
    `SELECT id, state, class, spread, due_at AS "dueAt", clock FROM social_thread WHERE account_id = $1 ORDER BY posted_at, root_mid`,
    [account],
  );

/** Somebody's answer, as the desk leaves it. */
async function queueAnswer(
  threadId: string,
  of: SocialItem,
  text: string,
  more: { risk?: number; dueAt?: number } = {},
) {
  const id = randomUUID();
  await tables.rows(
    `INSERT INTO social_answer (id, account_id, thread_id, item_mid, post_mid, text, text_digest, state, staff_id, risk, due_at, at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, 'queued', $1, $8, $9, now())`,
    [
      id,
      account,
      threadId,
      of.mid,
      of.postMid,
      text,
      digestOf(sameTextKey(text)),
      more.risk ?? 0,
      new Date(more.dueAt ?? NOW),
    ],
  );
  return id;
}

const stateOf = (id: string) => tables.value<string>("SELECT state FROM social_answer WHERE id = $1", [id]);

const openAccount = (social: Partial<SocialChannel>): SocialAccount => socialAccount(account, OWN, social);

async function answerRound(social: Partial<SocialChannel> = {}, at = NOW): Promise<void> {
  await tables.rows(
    "INSERT INTO social_poll (account_id, next_at, day_at, hour_at) VALUES ($1, now(), now(), now()) ON CONFLICT DO NOTHING",
    [account],
  );
  const open = openAccount(social);
  const answering = createAnswering({
    answers: answers(use(0)),
    accounts: () => [open],
    clock: () => at,
    watch: quietWatch,
  });
  await answering.round();
  await answering.ended();
}

describe("a mention that comes in", () => {
  it("lands once, whatever doors bring it at the same moment", async () => {
    const found = Array.from({ length: 8 }, (_, n) => item(`@小炉家电 第${n}次问了，怎么退货？`));
    const taken = await Promise.all([take(found, 0), take(found.toReversed(), 1)]);
    expect(taken[0].landed + taken[1].landed).toBe(8);
    expect(taken[0].known + taken[1].known).toBe(8);
    expect(await threads()).toHaveLength(8);
  });

  it("is due fifteen minutes after its post, not after we saw it", async () => {
    await take([item("@小炉家电 怎么退货？")]);
    const [thread] = await threads();
    expect(thread).toMatchObject({ state: "waiting", class: "request", clock: "first" });
    expect(thread?.dueAt.getTime()).toBe(NOW + 12 * MINUTE);
  });

  it("joins the thread of its root: three hundred reposts are one request", async () => {
    const root = item("@小炉家电 锅炸了，没人管", { kind: "post" });
    const repost = () =>
      item("转发微博//@小王:@小炉家电 锅炸了，没人管", {
        kind: "repost",
        rootMid: root.mid,
        author: { id: String(mids), name: "" },
      });
    await take([root, ...Array.from({ length: 300 }, repost)]);
    expect(await threads()).toMatchObject([{ state: "waiting", class: "complaint", spread: 300 }]);
  });

  it("joins whoever wrote the same words before, but not on a short question that anybody may ask", async () => {
    const words = "@小炉家电 双十一买的加湿器用了三天就开始漏水客服一直推脱说让我等通知";
    await take([item(words), item(`${words}！`, { author: { id: "78", name: "" } })]);
    expect(await threads()).toMatchObject([{ state: "waiting", spread: 1 }]);
    await take([item("@小炉家电 怎么退货"), item("@小炉家电 怎么退货", { author: { id: "79", name: "" } })]);
    expect(await threads()).toHaveLength(3);
  });

  it("only counts where triage says so, and keeps why", async () => {
    await take([item("@小炉家电 好用，点赞")]);
    expect(await threads()).toMatchObject([{ state: "counted", class: "praise" }]);
    expect(await tables.value("SELECT reasons FROM social_item WHERE account_id = $1", [account])).toEqual([
      { rule: "praise_words", words: ["好用", "点赞"] },
    ]);
  });

  it("tells the log ids and codes, never words or names", async () => {
    await take([item("@小炉家电 怎么退货？")]);
    const [thread] = await threads();
    const events = await tables.rows("SELECT code, data FROM event WHERE subject_id = $1", [thread?.id]);
    expect(JSON.stringify(events)).not.toMatch(/退货|小王/);
    expect(events).toMatchObject([{ code: "opened" }]);
  });
});

describe("an answer in public", () => {
  it("stops the clock once the platform has taken it", async () => {
    const asked = item("@小炉家电 怎么退货？");
    await take([asked]);
    const [thread] = await threads();
    const id = await queueAnswer(thread?.id ?? "", asked, "您好，七天内都可以退。");
    await answerRound();
    expect(await stateOf(id)).toBe("accepted");
    expect(await threads()).toMatchObject([{ state: "answered" }]);
  });

  it("keeps to the hour's posts, the highest risk first, and sends the rest when there is room", async () => {
    const asked = item("@小炉家电 怎么退货？");
    await take([asked]);
    const threadId = (await threads())[0]?.id ?? "";
    const calm = await queueAnswer(threadId, asked, "一", { dueAt: NOW });
    const later = await queueAnswer(threadId, asked, "二", { risk: 3, dueAt: NOW + HOUR });
    const soon = await queueAnswer(threadId, asked, "三", { risk: 3, dueAt: NOW + MINUTE });
    const said: string[] = [];
    const answer: SocialChannel["answer"] = async (_, text) => {
      said.push(text);
      return { kind: "accepted" };
    };
    await answerRound({ answer });
    expect(said).toEqual(["三", "二"]);
    await answerRound({ answer }, NOW + MINUTE);
    expect(await Promise.all([calm, later, soon].map(stateOf))).toEqual(["queued", "accepted", "accepted"]);
    await answerRound({ answer }, NOW + HOUR + MINUTE);
    expect(said).toEqual(["三", "二", "一"]);
  });

  it("gives its place back where it was refused, and says that the post is gone", async () => {
    const asked = item("@小炉家电 怎么退货？");
    await take([asked]);
    const id = await queueAnswer((await threads())[0]?.id ?? "", asked, "您好");
    await answerRound({ answer: async () => ({ kind: "rejected", code: "20101", next: "give_up" }) });
    expect(await tables.rows("SELECT state, code, sent_at FROM social_answer WHERE id = $1", [id])).toEqual([
      { state: "rejected", code: "20101", sent_at: null },
    ]);
    expect(
      await tables.value("SELECT gone_at IS NOT NULL FROM social_item WHERE mid = $1", [asked.mid]),
    ).toBe(true);
    expect(await threads()).toMatchObject([{ state: "waiting" }]);
  });

  it("of which nobody knows leaves the clock running, is not sent again, and ends when it comes back", async () => {
    const asked = item("@小炉家电 怎么退货？");
    await take([asked]);
    const id = await queueAnswer((await threads())[0]?.id ?? "", asked, "您好，可以退的。");
    let tries = 0;
    const answer: SocialChannel["answer"] = async () => {
      tries += 1;
      return { kind: "unknown", reason: "no_answer" };
    };
    await answerRound({ answer });
    await answerRound({ answer });
    expect([tries, await stateOf(id), (await threads())[0]?.state]).toEqual([1, "unknown", "waiting"]);
    const back = item("您好，可以退的。", {
      kind: "comment",
      postMid: asked.postMid,
      author: { id: OWN, name: "小炉家电" },
    });
    await take([back]);
    expect([await stateOf(id), (await threads())[0]?.state]).toEqual(["accepted", "answered"]);
  });

  it("that was written on the platform itself is recognised when it comes back", async () => {
    const asked = item("@小炉家电 怎么退货？");
    await take([asked]);
    const own = item("已私信您", { kind: "comment", postMid: asked.postMid, author: { id: OWN, name: "" } });
    await take([own]);
    await take([own]);
    expect(await threads()).toMatchObject([{ state: "answered" }]);
    expect(
      await tables.rows("SELECT elsewhere, state FROM social_answer WHERE account_id = $1", [account]),
    ).toEqual([{ elsewhere: true, state: "accepted" }]);
  });
});

describe("what we wrote on the platform's page", () => {
  const own = (text: string, more: Partial<SocialItem>): SocialItem =>
    item(text, { kind: "comment", author: { id: OWN, name: "小炉" }, postedAt: NOW - MINUTE, ...more });
  const ours = () =>
    tables.rows<{ item: string; state: string; elsewhere: boolean }>(
      `SELECT item_mid AS item, state, elsewhere FROM social_answer WHERE account_id = $1 ORDER BY at, id`,
      [account],
    );
  /** Two who ask below one post of ours: each is a matter of her own. */
  async function below(): Promise<[SocialItem, SocialItem, string]> {
    const post = String((mids += 1));
    const ask = (id: string, text: string): SocialItem => {
      const mid = String((mids += 1));
      return item(text, { kind: "comment", mid, rootMid: mid, postMid: post, author: { id, name: id } });
    };
    const [one, other] = [ask("81", "怎么退货？"), ask("82", "滤芯多少钱？")];
    await take([one, other]);
    return [one, other, post];
  }

  it("is an answer once its address is known, and no new item when a look brings it again", async () => {
    const asked = item("@小炉家电 怎么退货？");
    await take([asked]);
    const reply = own("您好，可以退的。//@小王:怎么退货？", { kind: "repost", rootMid: asked.rootMid });
    await inTransaction(clients[0] as Client, async () => seeOwn(clients[0] as Client, account, reply, NOW));
    await take([reply]);
    expect(await threads()).toMatchObject([{ state: "answered" }]);
    expect(await ours()).toHaveLength(1);
  });

  it("stands at the comment that it answers, and stops that one's clock alone", async () => {
    const [one, other, post] = await below();
    const reply = { postMid: post, rootMid: one.mid, parentMid: one.mid };
    await take([own("回复@81:七天内可以退的。", reply)]);
    expect(await ours()).toEqual([{ item: one.mid, state: "accepted", elsewhere: true }]);
    const states = await tables.rows(
      "SELECT root_mid AS mid, state FROM social_thread WHERE account_id = $1 ORDER BY root_mid",
      [account],
    );
    expect(states).toEqual([
      { mid: one.mid, state: "answered" },
      { mid: other.mid, state: "waiting" },
    ]);
  });

  it("is nobody's answer where it stands below a post of ours by itself", async () => {
    const [, , post] = await below();
    await take([own("大家好，活动延长一天。", { postMid: post, rootMid: post })]);
    expect(await ours()).toEqual([]);
    expect((await threads()).map(({ state }) => state)).toEqual(["waiting", "waiting"]);
  });

  it("is no answer to what was asked after it, but stands in the thread", async () => {
    const asked = item("@小炉家电 怎么退货？", { postedAt: NOW - MINUTE });
    await take([asked]);
    await take([own("欢迎", { postMid: asked.mid, rootMid: asked.mid, postedAt: NOW - 2 * MINUTE })]);
    expect(await threads()).toMatchObject([{ state: "waiting" }]);
    expect(await ours()).toHaveLength(1);
  });

  it("is one answer, whatever doors bring it at the same moment", async () => {
    const asked = item("@小炉家电 怎么退货？");
    await take([asked]);
    const reply = own("可以退的。", { postMid: asked.mid, rootMid: asked.mid });
    await Promise.all([take([reply], 0), take([reply], 1)]);
    expect(await ours()).toHaveLength(1);
  });

  it("ends a doubt of ours, though the platform has put her name before our words", async () => {
    const [one, , post] = await below();
    const id = await queueAnswer((await threads())[0]?.id ?? "", one, "您好，可以退的。");
    await answerRound({ answer: async () => ({ kind: "unknown", reason: "no_answer" }) });
    await take([own("回复@81:您好，可以退的。", { postMid: post, rootMid: one.mid, parentMid: one.mid })]);
    expect(await stateOf(id)).toBe("accepted");
    expect(await ours()).toHaveLength(1);
  });
});
