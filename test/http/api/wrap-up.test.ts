import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { randomUUID } from "node:crypto";
import { MINUTE } from "../../../src/core/kernel/instant.ts";
import { type Agent, bodyOf, type DeskFloor, openDeskFloor, refusalOf } from "../../support/desk.ts";
import { SAYS } from "../../support/shop.ts";

let floor: DeskFloor;
let lin: Agent;
let wang: Agent;
let now = Date.now();
let reasonId: string;
let fans = 0;
const newFan = (): string => `fan ${(fans += 1)}`;

beforeAll(async () => {
  floor = await openDeskFloor({
    clock: () => now,
    policy: { wrapRequired: ["reason", "outcome", "nextDueAt"] },
  });
  lin = await floor.agent("小林", { capacity: 50 });
  wang = await floor.agent("小王", { capacity: 50 });
  reasonId = await reason("物流");
});

afterAll(() => floor.close());

async function reason(name: string, parentId: string | null = null, active = true): Promise<string> {
  const id = randomUUID();
  await floor.tables.rows(
    "INSERT INTO reason (id, parent_id, key, name, position, active) VALUES ($1, $2, $3, $4, 0, $5)",
    [id, parentId, id, name, active],
  );
  return id;
}

const end = (agent: Agent, id: string) => agent.call("POST", `/contacts/${id}/end`);
const resume = (agent: Agent, id: string) => agent.call("POST", `/contacts/${id}/resume`);
const fill = (agent: Agent, id: string, form: object) => agent.call("POST", `/contacts/${id}/wrap-up`, form);
const soon = (): string => new Date(now + 60 * MINUTE).toISOString();
const used = (agent: Agent): Promise<number> =>
  floor.tables.value("SELECT used FROM agent_session WHERE staff_id = $1", [agent.id]);
const ticketOf = async (contactId: string) =>
  (
    await floor.tables.rows<{
      id: string;
      state: string;
      due: boolean;
      reason_id: string;
      assignee_id: string;
    }>(
      `SELECT k.id, k.state::text, k.due_at IS NOT NULL AS due, k.reason_id, k.assignee_id
       FROM ticket k JOIN contact t ON t.ticket_id = k.id WHERE t.id = $1`,
      [contactId],
    )
  )[0];

/** A talk of hers that has ended. */
async function ended(agent: Agent, fan: string = newFan()) {
  const contact = await floor.serve(fan, agent);
  bodyOf(await end(agent, contact.id));
  return contact;
}

/** As the seating loop does when the time is up. */
async function owe(contactId: string): Promise<void> {
  await floor.tables.rows(
    `UPDATE contact SET owed_since = now(), due_at = NULL, session_id = NULL, event_seq = event_seq + 1 WHERE id = $1`,
    [contactId],
  );
  await floor.tables.rows(
    "UPDATE agent_session SET used = used - 1, wrapups_owed = wrapups_owed + 1, version = version + 1 WHERE staff_id = (SELECT owner_id FROM contact WHERE id = $1)",
    [contactId],
  );
}

describe("ending a talk", () => {
  it("begins the wrap-up, holds its unit, and makes the fan no stranger", async () => {
    const contact = await floor.serve(newFan(), lin);
    const before = await used(lin);
    const answer = bodyOf<{ dueAt: string; undoUntil: string }>(await end(lin, contact.id));
    expect(Date.parse(answer.dueAt) - now).toBe(MINUTE);
    expect(Date.parse(answer.undoUntil) - now).toBe(5_000);
    expect(await used(lin)).toBe(before);
    const [conversation] = await floor.tables.rows(
      "SELECT served_by, served_contact_id FROM conversation WHERE id = $1",
      [contact.conversationId],
    );
    expect(conversation).toEqual({ served_by: lin.id, served_contact_id: contact.id });
  });

  it("is hers alone, and happens once", async () => {
    const contact = await floor.serve(newFan(), lin);
    expect(refusalOf(await end(wang, contact.id))).toMatchObject({ status: 409, code: "contact_not_yours" });
    bodyOf(await end(lin, contact.id));
    expect(refusalOf(await end(lin, contact.id))).toMatchObject({ code: "contact_not_active" });
  });
});

describe("taking an end back", () => {
  it("restores the talk", async () => {
    const contact = await floor.serve(newFan(), lin);
    const waiting = async () =>
      bodyOf<{ contact: { waitingSince: string | null } }>(
        await lin.call("GET", `/conversations/${contact.conversationId}`),
      ).contact.waitingSince;
    const since = await waiting();
    expect(since).toBe(new Date(now).toISOString());
    now += 1_000;
    bodyOf(await end(lin, contact.id));
    expect(await waiting()).toBeNull();
    const before = await used(lin);
    now += 4_900;
    bodyOf(await resume(lin, contact.id));
    expect(await waiting()).toBe(since);
    expect(
      (await floor.tables.rows("SELECT state::text, due_at FROM contact WHERE id = $1", [contact.id]))[0],
    ).toEqual({ state: "active", due_at: null });
    expect(await used(lin)).toBe(before);
    bodyOf(await lin.call("POST", `/conversations/${contact.conversationId}/replies`, { text: "还在" }));
  });

  it("comes too late after some seconds", async () => {
    const contact = await ended(lin);
    now += 6_001;
    expect(refusalOf(await resume(lin, contact.id)).code).toBe("undo_too_late");
  });

  it("is refused once the fan has written anew, and a colleague cannot do it", async () => {
    const fan = newFan();
    const contact = await ended(lin, fan);
    expect(refusalOf(await resume(wang, contact.id)).code).toBe("contact_not_yours");
    await floor.say(fan, "我还有一个问题想问一下");
    expect(refusalOf(await resume(lin, contact.id)).code).toBe("fan_wrote_again");
  });
});

describe("a wrap-up", () => {
  it("asks for what its queue asks", async () => {
    const contact = await ended(lin);
    const form = bodyOf<{ required: string[]; filled: unknown }>(
      await lin.call("GET", `/contacts/${contact.id}/wrap-up`),
    );
    expect(form).toMatchObject({ required: ["reason", "outcome", "nextDueAt"], filled: null });
    expect(refusalOf(await fill(lin, contact.id, {}))).toMatchObject({
      status: 400,
      code: "wrap_up_incomplete",
      params: { fields: "reason, outcome, nextDueAt" },
    });
    expect(refusalOf(await fill(lin, contact.id, { reasonId, outcome: "unsolved" })).params).toEqual({
      fields: "nextDueAt",
    });
    expect((await floor.contactOf(`fan ${fans}`)).state).toBe("wrapup");
  });

  it("closes contact and ticket where nothing is left, and frees the unit once", async () => {
    const contact = await ended(lin);
    const before = await used(lin);
    const key = { "idempotency-key": randomUUID() };
    const path = `/contacts/${contact.id}/wrap-up`;
    const form = { reasonId, outcome: "solved", note: "已补发", tookMs: 4_200 };
    const answers = await Promise.all([1, 2].map(() => lin.call("POST", path, form, key)));
    for (const answer of answers) expect(bodyOf(answer)).toMatchObject({ ticketClosed: true });
    expect(await used(lin)).toBe(before - 1);
    expect(await ticketOf(contact.id)).toMatchObject({ state: "closed", due: false, reason_id: reasonId });
    expect(refusalOf(await fill(lin, contact.id, form)).code).toBe("contact_not_wrapping");
    const [row] = await floor.tables.rows(
      "SELECT outcome, note, took_ms FROM wrap_up WHERE contact_id = $1",
      [contact.id],
    );
    expect(row).toEqual({ outcome: "solved", note: "已补发", took_ms: 4_200 });
    const told = await floor.tables.value<string>(
      "SELECT string_agg(data::text, '') FROM event WHERE subject_id IN ($1, $2)",
      [contact.id, (await ticketOf(contact.id))?.id],
    );
    expect(told).not.toContain("已补发");
  });

  it("leaves the ticket open, with who has it and until when, where something is left", async () => {
    const contact = await ended(lin);
    const form = { reasonId, outcome: "unsolved", nextStep: "催仓库", nextDueAt: soon() };
    expect(bodyOf(await fill(lin, contact.id, form))).toMatchObject({ ticketClosed: false });
    expect(await ticketOf(contact.id)).toMatchObject({ state: "open", due: true, assignee_id: lin.id });
  });

  it("leaves the ticket open while the fan is being served again for it", async () => {
    const fan = newFan();
    const contact = await ended(lin, fan);
    await floor.say(fan, "还有一件事没有解决");
    const again = await floor.contactOf(fan);
    expect(again.id).not.toBe(contact.id);
    const answer = bodyOf<{ ticketClosed: boolean }>(
      await fill(lin, contact.id, { reasonId, outcome: "solved" }),
    );
    const shared = (await ticketOf(again.id))?.id === (await ticketOf(contact.id))?.id;
    expect(answer.ticketClosed).toBe(!shared);
  });

  it("takes no reason that cannot be chosen, and no due date that has passed", async () => {
    const contact = await ended(lin);
    const parent = await reason("售后");
    await reason("退货", parent);
    const off = await reason("旧分类", null, false);
    for (const id of [parent, off, randomUUID()]) {
      expect(refusalOf(await fill(lin, contact.id, { reasonId: id, outcome: "solved" })).code).toBe(
        "reason_gone",
      );
    }
    const past = { reasonId, outcome: "unsolved", nextDueAt: new Date(now - 1).toISOString() };
    expect(refusalOf(await fill(lin, contact.id, past)).code).toBe("due_not_ahead");
  });

  it("is copied from the one before: 同上, and that is told", async () => {
    const first = await ended(lin);
    const other = await reason("发票");
    bodyOf(await fill(lin, first.id, { reasonId: other, outcome: "refunded", note: "第一个的备注" }));
    now += 1;
    const second = await ended(lin);
    bodyOf(await fill(lin, second.id, { sameAsBefore: true }));
    const [row] = await floor.tables.rows(
      "SELECT reason_id, outcome, note FROM wrap_up WHERE contact_id = $1",
      [second.id],
    );
    expect(row).toEqual({ reason_id: other, outcome: "refunded", note: null });
    const copied = await floor.tables.value(
      "SELECT data -> 'copied' FROM event WHERE subject_id = $1 AND code = 'wrapped_up'",
      [second.id],
    );
    expect(copied).toBe(true);
    const newcomer = await floor.agent("新人");
    const hers = await ended(newcomer);
    expect(refusalOf(await fill(newcomer, hers.id, { sameAsBefore: true })).code).toBe(
      "wrap_up_nothing_before",
    );
  });
});

describe("wrap-ups that are owed", () => {
  it("are listed oldest first and filled together; what is not hers is passed over", async () => {
    const late = await floor.agent("小赵");
    const [one, two] = [await ended(late), await ended(late)];
    await owe(one.id);
    await owe(two.id);
    const foreign = await ended(wang);
    const { items } = bodyOf<{ items: { contactId: string }[] }>(await late.call("GET", "/wrap-ups/owed"));
    expect(items.map(({ contactId }) => contactId)).toEqual([one.id, two.id]);

    const before = await used(late);
    const answer = bodyOf(
      await late.call("POST", "/wrap-ups", {
        contactIds: [two.id, foreign.id, one.id],
        reasonId,
        outcome: "solved",
      }),
    );
    expect(answer).toMatchObject({ skipped: [foreign.id] });
    expect(await used(late)).toBe(before);
    const [session] = await floor.tables.rows("SELECT wrapups_owed FROM agent_session WHERE staff_id = $1", [
      late.id,
    ]);
    expect(session).toEqual({ wrapups_owed: 0 });
    expect(bodyOf<{ items: unknown[] }>(await late.call("GET", "/wrap-ups/owed")).items).toEqual([]);
  });

  it("are filled all or not at all", async () => {
    const [one, two] = [await ended(lin), await ended(lin)];
    const form = { contactIds: [one.id, two.id], reasonId, outcome: "unsolved" };
    expect(refusalOf(await lin.call("POST", "/wrap-ups", form)).code).toBe("wrap_up_incomplete");
    const count = await floor.tables.value("SELECT count(*)::int FROM wrap_up WHERE contact_id IN ($1, $2)", [
      one.id,
      two.id,
    ]);
    expect(count).toBe(0);
  });
});

describe("taking a contact from the bot", () => {
  const take = (agent: Agent, id: string) => agent.call("POST", `/contacts/${id}/take`);

  it("makes it hers at once, for one unit, and tells how it came", async () => {
    const fan = newFan();
    await floor.say(fan, SAYS.ship);
    const { id } = await floor.contactOf(fan);
    const before = await used(wang);
    bodyOf(await take(wang, id));
    expect(await used(wang)).toBe(before + 1);
    const codes = await floor.tables.rows<{ code: string; data: object }>(
      "SELECT code, data FROM event WHERE subject_id = $1 ORDER BY seq DESC LIMIT 2",
      [id],
    );
    expect(codes).toMatchObject([
      { code: "accepted", data: { mode: "taken", staff: wang.id } },
      { code: "queued", data: { reason: "taken", queue: floor.queueId } },
    ]);
    expect(refusalOf(await take(lin, id))).toMatchObject({
      status: 409,
      code: "contact_taken",
      params: { owner: "小王" },
    });
  });

  it("lets one of two win", async () => {
    const fan = newFan();
    await floor.say(fan, SAYS.ship);
    const { id } = await floor.contactOf(fan);
    const answers = await Promise.all([take(lin, id), take(wang, id)]);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 409]));
  });

  it("needs a seat and room at it", async () => {
    const fan = newFan();
    await floor.say(fan, SAYS.ship);
    const { id } = await floor.contactOf(fan);
    const standing = await floor.agent("小孙", { capacity: null });
    expect(refusalOf(await take(standing, id)).code).toBe("not_seated");
    const full = await floor.agent("小周", { capacity: 1 });
    await floor.serve(newFan(), full);
    expect(refusalOf(await take(full, id)).code).toBe("at_capacity");
    expect((await floor.contactOf(fan)).state).toBe("bot");
  });
});
