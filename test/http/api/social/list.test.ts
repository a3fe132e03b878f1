import { randomUUID } from "node:crypto";

import { describe, expect, it } from "@jest/globals";

import { account, agent, asked, say, send, tables, whole } from "./floor.ts";

type Narrowed = {
  readonly items: readonly { readonly mid: string }[];
  readonly counts: Readonly<Record<string, number>>;
  readonly classes: readonly { readonly is: string; readonly count: number }[];
  readonly accounts: readonly { readonly id: string; readonly count: number }[];
};
const list = async (more: string): Promise<Narrowed> =>
  (await agent("GET", `/social/threads?${more}`)).body as Narrowed;
const classesIn = ({ classes }: Narrowed) =>
  Object.fromEntries(classes.filter(({ count }) => count > 0).map(({ is, count }) => [is, count]));
const ofAccounts = ({ accounts }: Narrowed, ...ids: string[]) =>
  ids.map((id) => accounts.find((one) => one.id === id)?.count);

/** Moves a thread to an account of its own, whose only one it is. */
async function onAnother(mid: string): Promise<string> {
  const other = randomUUID();
  await tables.rows(
    "INSERT INTO account (id, platform, name, simulated, config, created_at) VALUES ($1, 'weibo', 'another', false, '{}', now())",
    [other],
  );
  await tables.rows("UPDATE social_thread SET account_id = $1 WHERE asked_mid = $2", [other, mid]);
  await tables.rows("UPDATE social_item SET account_id = $1 WHERE mid = $2", [other, mid]);
  return other;
}

describe("the list of what is said in public", () => {
  it("is narrowed to a class and an account, and tells beside each choice how many it would show", async () => {
    const [torn, wet] = [await asked("@小炉家电 锅坏了没人管"), await asked("@小炉家电 锅漏水了，差评")];
    const how = await asked("@小炉家电 怎么退货？");
    const other = await onAnother((await asked("@小炉家电 还在漏水，差评差评")).mid);

    const mine = await list(`account=${account}`);
    expect(mine.items).toHaveLength(3);
    expect(mine.counts).toMatchObject({ waiting: 3, answered: 0 });
    expect(classesIn(mine)).toEqual({ complaint: 2, request: 1 });

    const complaints = await list(`account=${account}&is=complaint`);
    expect(complaints.items.map(({ mid }) => mid).toSorted()).toEqual([torn.mid, wet.mid].toSorted());
    expect(complaints.counts).toMatchObject({ waiting: 2 });
    // What else could be chosen in place of either choice.
    expect(classesIn(complaints)).toEqual({ complaint: 2, request: 1 });
    expect(ofAccounts(complaints, account, other)).toEqual([2, 1]);
    expect(ofAccounts(await list(`account=${account}&is=request`), account, other)).toEqual([1, 0]);

    await agent("POST", "/social/threads/dismiss", { ids: [how.id], reason: "chat" });
    const dismissed = await list(`account=${account}&view=dismissed`);
    expect(classesIn(dismissed)).toEqual({ request: 1 });
    expect(dismissed.counts).toMatchObject({ waiting: 2, dismissed: 1 });
  });

  it("goes on behind the last row of the page before within what it is narrowed to", async () => {
    for (const n of [1, 2, 3]) await asked(`@小炉家电 第${n}次问了，锅漏水`);
    await asked("@小炉家电 怎么退货？");
    const first = await list(`account=${account}&is=complaint&limit=2`);
    const { next } = first as unknown as { next: string };
    const second = await list(`account=${account}&is=complaint&limit=2&after=${next}`);
    expect([first.items.length, second.items.length]).toEqual([2, 1]);
    expect(new Set([...first.items, ...second.items].map(({ mid }) => mid)).size).toBe(3);
  });
});

describe("a closing comment", () => {
  const turn = async (act: string, body: object) =>
    (await agent("POST", `/social/threads/${act}`, body)).body as { done: string[]; skipped: string[] };

  it("is waived with a reason where the thread is answered, wanted again by one act, and both are in the audit", async () => {
    const [answered, waiting] = [await asked(), await asked("@小炉家电 几天发货？")];
    await say(answered.id, answered.mid, "您好，七天内都可以退的。");
    await send();
    const ids = [answered.id, waiting.id];
    expect(await turn("waive-closing", { ids, reason: "faded" })).toEqual({
      done: [answered.id],
      skipped: [waiting.id],
    });
    expect(await whole(answered.id)).toMatchObject({ closingWaiver: "faded" });
    expect(await turn("want-closing", { ids: [answered.id] })).toEqual({ done: [answered.id], skipped: [] });
    expect(await turn("want-closing", { ids: [answered.id] })).toEqual({ done: [], skipped: [answered.id] });
    expect(await whole(answered.id)).toMatchObject({ closingWaiver: null });
    const acts = await tables.rows(
      "SELECT action, data FROM audit WHERE subject_id = $1 AND action LIKE 'social.closing%' ORDER BY at, id",
      [answered.id],
    );
    expect(acts).toEqual([
      { action: "social.closing_waived", data: { reason: "faded" } },
      { action: "social.closing_wanted", data: {} },
    ]);
  });
});
