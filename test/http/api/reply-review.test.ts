import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, it } from "@jest/globals";

import { isReviewed } from "../../../src/core/nursery/nursery.ts";
import { type Agent, bodyOf, type DeskFloor, openDeskFloor, refusalOf } from "../../support/desk.ts";

let floor: DeskFloor;
let amy: Agent;
/** Of another queue: she decides as the mentor alone. */
let mentor: Agent;
let boss: Agent;

beforeAll(async () => {
  floor = await openDeskFloor();
  amy = await floor.agent("阿美", { capacity: 20 });
  mentor = await floor.agent("带教", { grants: [{ role: "agent", queues: [randomUUID()] }] });
  boss = await floor.agent("班长", { grants: [{ role: "supervisor", queues: "all" }] });
});
afterAll(() => floor.close());

const isNew = (reviewed: number) =>
  floor.tables.rows("UPDATE staff SET abilities = $2 WHERE id = $1", [
    amy.id,
    { nursery: { since: "2026-11-25", caps: [9], mentorId: mentor.id, reviewed } },
  ]);
beforeEach(() => floor.tables.rows("DELETE FROM consultation"));

type Replied = { readonly seqs: readonly number[]; readonly reviewId: string | null };
const replies = (conversationId: string, body: object = { text: "您好，这就查" }) =>
  amy.call("POST", `/conversations/${conversationId}/replies`, body);
const submitted = async (conversationId: string, text?: string): Promise<string> => {
  const { seqs, reviewId } = bodyOf<Replied>(await replies(conversationId, text ? { text } : undefined));
  expect(seqs).toEqual([]);
  expect(reviewId).not.toBeNull();
  return reviewId ?? "";
};
const sent = (conversationId: string) =>
  floor.tables.rows(
    `SELECT m.content ->> 'text' AS text, m.staff_id AS "staffId" FROM outbox o
     JOIN message m ON m.conversation_id = o.conversation_id AND m.seq = o.seq
     WHERE o.conversation_id = $1 AND m.author = 'agent' ORDER BY m.seq`,
    [conversationId],
  );
type Shown = {
  readonly consultationId: string;
  readonly how: string | null;
  readonly answer: string | null;
  readonly review: { text: string; fanSaid: string | null; fanSeq: number; isWide: boolean } | null;
};
const shown = async (who: Agent, id: string) =>
  bodyOf<{ consults: Shown[] }>(await who.call("GET", "/desk")).consults.find(
    ({ consultationId }) => consultationId === id,
  );
const heardBy = async (who: Agent, id: string): Promise<number> =>
  (await shown(who, id))?.review?.fanSeq ?? -1;
const approve = (who: Agent, id: string, body: object) =>
  who.call("POST", `/consultations/${id}/approve`, body);

it.each([
  [undefined, 0, false],
  [0, 0, false],
  [2, 1, true],
  [2, 2, false],
])("of the first %s replies, after %s, another waits: %s", (reviewed, passed, waits) => {
  expect(isReviewed({ since: "2026-11-25", caps: [1], reviewed }, passed)).toBe(waits);
});

it("waits for her mentor, who lets it leave in her name; the next beyond the first n leaves by itself", async () => {
  await isNew(1);
  const { conversationId } = await floor.serve("fan 1", amy);
  const id = await submitted(conversationId);
  expect(await sent(conversationId)).toEqual([]);
  expect(await shown(mentor, id)).toMatchObject({ review: { text: "您好，这就查", isWide: false } });
  expect(await shown(boss, id)).toBeUndefined();
  expect(await shown(amy, id)).toMatchObject({ how: null });
  bodyOf(await approve(mentor, id, { heard: await heardBy(mentor, id) }));
  expect(await sent(conversationId)).toEqual([{ text: "您好，这就查", staffId: amy.id }]);
  const [event] = await floor.tables.rows<{ data: object }>(
    "SELECT e.data FROM event e JOIN contact k ON k.id = e.subject_id WHERE k.conversation_id = $1 AND e.code = 'replied'",
    [conversationId],
  );
  expect(event?.data).toMatchObject({ staff: amy.id, reviewer: mentor.id });
  expect(await shown(amy, id)).toBeUndefined();
  expect(bodyOf<Replied>(await replies(conversationId, { text: "查到了" })).reviewId).toBeNull();
  expect(await sent(conversationId)).toHaveLength(2);
});

it("is the leaders', too, after three minutes, and they may change it; its author is told", async () => {
  await isNew(5);
  const { conversationId } = await floor.serve("fan 2", amy);
  const id = await submitted(conversationId, "亲亲稍等");
  await floor.tables.rows(
    "WITH q AS (UPDATE consultation SET at = at - interval '3 minutes' WHERE id = $1 RETURNING *) UPDATE message m SET at = q.at FROM q WHERE m.conversation_id = q.conversation_id AND m.seq = q.note_seq",
    [id],
  );
  expect(await shown(boss, id)).toMatchObject({ review: { isWide: true } });
  expect(await shown(amy, id)).toMatchObject({ review: { isWide: true } });
  bodyOf(await approve(boss, id, { heard: await heardBy(boss, id), text: "请稍等" }));
  expect(await sent(conversationId)).toEqual([{ text: "请稍等", staffId: amy.id }]);
  expect(await shown(amy, id)).toMatchObject({ how: "edited" });
});

it("leaves once where two let it at the same moment", async () => {
  await isNew(5);
  const { conversationId } = await floor.serve("fan 3", amy);
  const id = await submitted(conversationId);
  const heard = await heardBy(mentor, id);
  const both = await Promise.all([approve(mentor, id, { heard }), approve(boss, id, { heard })]);
  expect(both.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(await sent(conversationId)).toHaveLength(1);
});

it("is given back with what is wrong about it, or taken back by its author; she may then write anew", async () => {
  await isNew(5);
  const { conversationId } = await floor.serve("fan 4", amy);
  const id = await submitted(conversationId);
  expect(refusalOf(await replies(conversationId))).toMatchObject({ code: "review_open" });
  bodyOf(await mentor.call("POST", `/consultations/${id}/return`, { note: "先道歉" }));
  expect(await shown(amy, id)).toMatchObject({ how: "returned", answer: "先道歉" });
  const second = await submitted(conversationId);
  bodyOf(await amy.call("POST", `/consultations/${second}/withdraw`));
  expect(refusalOf(await approve(mentor, second, { heard: 99 }))).toMatchObject({ code: "consult_over" });
  await submitted(conversationId);
  expect(await sent(conversationId)).toEqual([]);
});

it("does not leave past what the fan has said since, nor what a colleague has answered, nor once she is another's", async () => {
  await isNew(5);
  const { id: contactId, conversationId } = await floor.serve("fan 5", amy);
  const id = await submitted(conversationId);
  const heard = await heardBy(mentor, id);
  await floor.say("fan 5", "算了不要了");
  expect(refusalOf(await approve(mentor, id, { heard }))).toMatchObject({ code: "review_heard" });
  expect(await shown(mentor, id)).toMatchObject({ review: { fanSaid: "算了不要了" } });
  await floor.tables.rows("UPDATE contact SET owner_id = $2 WHERE id = $1", [contactId, boss.id]);
  const seen = { heard: await heardBy(mentor, id) };
  expect(refusalOf(await approve(mentor, id, seen))).toMatchObject({
    code: expect.stringMatching(/consult_(over|not_yours)/),
  });
  bodyOf(await boss.call("POST", `/conversations/${conversationId}/replies`, { text: "我来" }));
  await floor.tables.rows("UPDATE contact SET owner_id = $2 WHERE id = $1", [contactId, amy.id]);
  expect(refusalOf(await approve(mentor, id, seen))).toMatchObject({ code: "review_answered" });
  expect(await sent(conversationId)).toHaveLength(1);
});

it("is words alone, is nobody else's to decide, and does not wait where nobody could look at it", async () => {
  await isNew(5);
  const { conversationId } = await floor.serve("fan 6", amy);
  const picture = { mediaId: randomUUID() };
  expect(refusalOf(await replies(conversationId, picture))).toMatchObject({ code: "review_text_only" });
  const id = await submitted(conversationId);
  const stranger = await floor.agent("路人");
  expect(refusalOf(await approve(stranger, id, { heard: 99 }))).toMatchObject({ code: "consult_not_yours" });
  expect(refusalOf(await approve(amy, id, { heard: 99 }))).toMatchObject({ code: "consult_not_yours" });
  bodyOf(await amy.call("POST", `/consultations/${id}/withdraw`));
  await floor.tables.rows("DELETE FROM staff_role WHERE staff_id = $1", [boss.id]);
  await floor.tables.rows("UPDATE staff SET abilities = abilities #- '{nursery,mentorId}' WHERE id = $1", [
    amy.id,
  ]);
  expect(bodyOf<Replied>(await replies(conversationId)).reviewId).toBeNull();
});
