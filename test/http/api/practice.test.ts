import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

import { type Agent, bodyOf, type DeskFloor, openDeskFloor, refusalOf } from "../../support/desk.ts";
import { erase, ERASABLE, tablesWith } from "../../support/privacy.ts";

let floor: DeskFloor;
let amy: Agent;
let lin: Agent;
let boss: Agent;
let stranger: Agent;
/** Over, of "fan 1", answered by 小林. */
let over: string;

beforeAll(async () => {
  floor = await openDeskFloor({ policy: { wrapRequired: [] } });
  lin = await floor.agent("小林");
  amy = await floor.agent("阿美");
  boss = await floor.agent("班长", { grants: [{ role: "supervisor", queues: "all" }], capacity: null });
  stranger = await floor.agent("别组班长", {
    grants: [{ role: "supervisor", queues: [randomUUID()] }],
    capacity: null,
  });
  over = await talked("fan 1");
});
afterAll(() => floor.close());

const SECRET = "13800138000";
const ANSWER = "抱歉让您久等，48小时内发出，请放心";

async function talked(fan: string): Promise<string> {
  const { id, conversationId } = await floor.serve(fan, lin);
  await floor.tables.rows("UPDATE identity SET name = '周芷若' WHERE external_id = $1", [fan]);
  await floor.say(fan, `我是周芷若，电话${SECRET}，什么时候发货`);
  bodyOf(await lin.call("POST", `/conversations/${conversationId}/replies`, { text: ANSWER }));
  bodyOf(await lin.call("POST", `/contacts/${id}/end`));
  bodyOf(await lin.call("POST", `/contacts/${id}/wrap-up`, {}));
  return id;
}

type Turns = { readonly turns: readonly { said: string; answer: string }[] };
type Run = {
  readonly done: readonly { hers: string; answer: string; judged: { points: number } }[];
  readonly next: { readonly turn: number; readonly said: string } | null;
  readonly points: number | null;
};
const preview = (who: Agent, contactId: string) => who.call("GET", `/contacts/${contactId}/practice`);
const turn = { said: "什么时候发货", answer: ANSWER };
const make = (who: Agent, contactId: string, body: object = {}) =>
  who.call("POST", "/practice", { contactId, title: "催发货", turns: [turn, turn], ...body });
const listed = async (who: Agent) =>
  bodyOf<{ items: { id: string; runs: number; best: number | null; isWithdrawn: boolean }[] }>(
    await who.call("GET", "/practice"),
  ).items;
const withdraw = (who: Agent, id: string) => who.call("POST", `/practice/${id}/withdraw`);
const begin = async (who: Agent, id: string) =>
  bodyOf<{ runId: string }>(await who.call("POST", `/practice/${id}/runs`)).runId;
const answer = (who: Agent, runId: string, n: number, text: string) =>
  who.call("POST", `/practice/runs/${runId}/answers`, { turn: n, text });
const read = async (who: Agent, runId: string) =>
  bodyOf<Run>(await who.call("GET", `/practice/runs/${runId}`));

describe("a finished talk to practise on", () => {
  it("is shown masked to a leader who may see it, before anything is kept", async () => {
    const { turns } = bodyOf<Turns>(await preview(boss, over));
    expect(turns.at(-1)?.answer).toBe(ANSWER);
    expect(turns.at(-1)?.said).toContain("我是【姓名】，电话【电话】，什么时候发货");
    expect(JSON.stringify(turns)).not.toMatch(/周芷若|13800138000/u);
    expect(await floor.tables.rows("SELECT FROM practice_talk")).toEqual([]);
    expect(refusalOf(await preview(stranger, over)).code).toBe("conversation_unseen");
    expect(refusalOf(await preview(amy, over)).code).toBe("forbidden");
    expect(refusalOf(await preview(boss, randomUUID())).code).toBe("contact_gone");
    const { id } = await floor.serve("fan 2", lin);
    expect(refusalOf(await preview(boss, id)).code).toBe("practice_not_over");
  });

  it("is refused with what still tells who she is, without turns, and a second time", async () => {
    const wrong = [
      { turns: [turn, { said: `打${SECRET}`, answer: "好" }] },
      { turns: [{ said: "周芷若呢", answer: "好" }] },
      { title: "周芷若催发货" },
    ];
    const refused = await Promise.all(wrong.map(async (body) => refusalOf(await make(boss, over, body))));
    expect(refused).toMatchObject([
      { code: "practice_private", params: { turn: 2 } },
      { code: "practice_private", params: { turn: 1 } },
      { code: "practice_title_private" },
    ]);
    for (const body of [{ turns: [] }, { title: " " }, { turns: [{ said: "", answer: "x" }] }])
      expect(refusalOf(await make(boss, over, body)).code).toBe("input_invalid");
    expect(refusalOf(await make(stranger, over)).code).toBe("conversation_unseen");
    const both = await Promise.all([make(boss, over), make(boss, over)]);
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    expect(refusalOf(await make(boss, over)).code).toBe("practice_again");
    expect(await listed(amy)).toHaveLength(1);
  });

  it("is withdrawn and brought back; nobody begins on it meanwhile", async () => {
    const [talk] = await listed(amy);
    const id = talk?.id ?? "";
    bodyOf(await withdraw(boss, id));
    expect(await listed(amy)).toEqual([]);
    expect(await listed(boss)).toMatchObject([{ id, isWithdrawn: true }]);
    expect(refusalOf(await amy.call("POST", `/practice/${id}/runs`)).code).toBe("practice_gone");
    expect(refusalOf(await withdraw(boss, id)).code).toBe("practice_gone");
    expect(refusalOf(await withdraw(amy, id)).code).toBe("forbidden");
    bodyOf(await boss.call("POST", `/practice/${id}/restore`));
    expect(refusalOf(await boss.call("POST", `/practice/${id}/restore`)).code).toBe("practice_gone");
    expect(await listed(amy)).toMatchObject([{ id, isWithdrawn: false }]);
  });
});

describe("practising", () => {
  it("shows what was answered only beside her own words, scores each turn, and reaches nobody", async () => {
    const [talk] = await listed(amy);
    const before = await floor.tables.rows(
      "SELECT (SELECT count(*) FROM outbox), (SELECT count(*) FROM message), (SELECT count(*) FROM event)",
    );
    const runId = await begin(amy, talk?.id ?? "");
    expect(await read(amy, runId)).toMatchObject({
      done: [],
      next: { turn: 0, said: turn.said },
      points: null,
    });
    expect(JSON.stringify(await read(amy, runId))).not.toContain(ANSWER);
    expect(bodyOf(await answer(amy, runId, 0, ANSWER))).toEqual({ runId, points: 100 });
    expect(refusalOf(await answer(amy, runId, 0, "又一次")).code).toBe("practice_answered");
    expect(refusalOf(await answer(amy, runId, 5, "哪一轮")).code).toBe("practice_gone");
    expect(refusalOf(await answer(amy, runId, 1, " ")).code).toBe("input_invalid");
    expect(await read(amy, runId)).toMatchObject({
      done: [{ hers: ANSWER, answer: ANSWER }],
      next: { turn: 1 },
    });
    bodyOf(await answer(amy, runId, 1, "不知道"));
    const done = await read(amy, runId);
    expect(done.next).toBeNull();
    expect(done.points).toBe(Math.round((100 + (done.done[1]?.judged.points ?? NaN)) / 2));
    expect(await listed(amy)).toMatchObject([{ runs: 1, best: done.points }]);
    expect(await listed(lin)).toMatchObject([{ runs: 0, best: null }]);
    await floor.tables.rows("UPDATE staff SET abilities = $2 WHERE id = ANY ($1)", [
      [amy.id, lin.id],
      { nursery: { since: "2026-11-25", caps: [9] } },
    ]);
    const { items } = bodyOf<{ items: { id: string; practice: object }[] }>(
      await boss.call("GET", "/newcomers"),
    );
    const of = (who: Agent) => items.find((one) => one.id === who.id)?.practice;
    expect(of(amy)).toEqual({ talks: 1, points: done.points });
    expect(of(lin)).toEqual({ talks: 0, points: null });
    expect(
      await floor.tables.rows(
        "SELECT (SELECT count(*) FROM outbox), (SELECT count(*) FROM message), (SELECT count(*) FROM event)",
      ),
    ).toEqual(before);
  });

  it("is one's own: nobody else reads or answers a run", async () => {
    const [talk] = await listed(amy);
    const runId = await begin(amy, talk?.id ?? "");
    expect(refusalOf(await lin.call("GET", `/practice/runs/${runId}`)).code).toBe("practice_gone");
    expect(refusalOf(await answer(boss, runId, 0, "好")).code).toBe("practice_gone");
    const both = await Promise.all([answer(amy, runId, 0, "一"), answer(amy, runId, 0, "二")]);
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
  });
});

describe("what is kept of a customer for practice", () => {
  it("can be erased by identity, runs and all, and goes with her contact", async () => {
    const words = "罕见的一句话";
    bodyOf(await make(boss, await talked("fan 3"), { turns: [{ said: words, answer: "好" }] }));
    const other = await talked("fan 4");
    const { id } = bodyOf<{ id: string }>(await make(boss, other));
    const first = await floor.tables.value<string>("SELECT id FROM practice_talk WHERE turns::text LIKE $1", [
      `%${words}%`,
    ]);
    await begin(amy, first);
    const found = await tablesWith(floor.tables, words);
    expect(found).toEqual(["practice_talk"]);
    expect(found.filter((table) => !ERASABLE.has(table))).toEqual([]);
    await erase(floor.tables, "fan 3");
    expect(await tablesWith(floor.tables, words)).toEqual([]);
    expect(await floor.tables.rows("SELECT FROM practice_run WHERE talk_id = $1", [first])).toEqual([]);
    expect((await listed(amy)).map((talk) => talk.id)).toContain(id);
  });
});
