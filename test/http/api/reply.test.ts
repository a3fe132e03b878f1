import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { randomUUID } from "node:crypto";
import { createConnection } from "../../../src/store/hot/connection.ts";
import { inTurns } from "../../../src/store/hot/turns.ts";
import { outgoing } from "../../../src/store/send/outgoing.ts";
import { type Agent, bodyOf, type DeskFloor, openDeskFloor, refusalOf } from "../../support/desk.ts";
import { SAYS } from "../../support/shop.ts";

let floor: DeskFloor;
let lin: Agent;
let wang: Agent;
let contact: { readonly id: string; readonly conversationId: string };

beforeAll(async () => {
  floor = await openDeskFloor();
  lin = await floor.agent("小林");
  wang = await floor.agent("小王");
  contact = await floor.serve("meng", lin);
});

afterAll(() => floor.close());

type Written = { readonly seqs: number[] };
type Thread = {
  readonly items: readonly {
    readonly type: string;
    readonly seq?: number;
    readonly author?: string;
    readonly internal?: boolean;
    readonly content?: { readonly kind: string; readonly text?: string };
    readonly staff?: { readonly name: string } | null;
    readonly send?: { readonly state: string } | null;
    readonly code?: string;
  }[];
};

const reply = (
  agent: Agent,
  body: object,
  key: string = randomUUID(),
  conversationId = contact.conversationId,
) => agent.call("POST", `/conversations/${conversationId}/replies`, body, { "idempotency-key": key });
const thread = async (agent: Agent = lin, conversationId = contact.conversationId): Promise<Thread> =>
  bodyOf(await agent.call("GET", `/conversations/${conversationId}/messages?limit=100`));
const outboxOf = (conversationId: string) =>
  floor.tables.rows<{ seq: number; class: string; state: string }>(
    "SELECT seq, class, state FROM outbox WHERE conversation_id = $1 AND class = 'agent' ORDER BY seq",
    [conversationId],
  );

describe("a reply", () => {
  it("is a message, a send and an event, and ends the fan's waiting", async () => {
    const { seqs } = bodyOf<Written>(await reply(lin, { text: "您好，我是小林。" }));
    const [row] = await floor.tables.rows<{ waiting: boolean; replied: boolean; event_seq: number }>(
      "SELECT waiting_since IS NOT NULL AS waiting, first_reply_at IS NOT NULL AS replied, event_seq FROM contact WHERE id = $1",
      [contact.id],
    );
    expect(row).toMatchObject({ waiting: false, replied: true });
    const said = (await thread()).items.find(({ seq }) => seq === seqs[0]);
    expect(said).toMatchObject({
      author: "agent",
      internal: false,
      staff: { name: "小林" },
      content: { kind: "text", text: "您好，我是小林。" },
      send: { state: "queued" },
    });
    const [event] = await floor.tables.rows<{ actor: string; code: string; data: object }>(
      "SELECT actor, code, data FROM event WHERE subject_id = $1 AND seq = $2",
      [contact.id, row?.event_seq],
    );
    expect(event).toEqual({
      actor: `staff:${lin.id}`,
      code: "replied",
      data: { seq: seqs[0], staff: lin.id, parts: 1 },
    });
  });

  it("is said once however often its key comes, also from two windows at once", async () => {
    const key = randomUUID();
    const answers = await Promise.all([1, 2, 3].map(() => reply(lin, { text: "只说一次" }, key)));
    const again = await reply(lin, { text: "只说一次" }, key);
    for (const { body } of answers) expect(body).toEqual(again.body);
    const said = (await thread()).items.filter(({ content }) => content?.text === "只说一次");
    expect(said).toHaveLength(1);
    expect(refusalOf(await reply(lin, { text: "另一句" }, key)).code).toBe("idempotency_key_reused");
  });

  it("leaves in parts that fit the channel, in order, none missing", async () => {
    const text = "这是一句很长的话，讲的是退换货的流程和注意事项。".repeat(100);
    const { seqs } = bodyOf<Written>(await reply(lin, { text }));
    expect(seqs.length).toBeGreaterThan(2);
    const parts = (await thread()).items.filter(({ seq }) => seq !== undefined && seqs.includes(seq));
    expect(parts.map(({ content }) => content?.text).join("")).toBe(text);
    expect(parts.every(({ content }) => Buffer.byteLength(content?.text ?? "") <= 2_048)).toBe(true);
    const rows = await outboxOf(contact.conversationId);
    expect(rows.filter(({ seq }) => seqs.includes(seq)).map(({ seq }) => seq)).toEqual(seqs);
  });

  it.each([
    ["nothing but space", " \n\u200b\u3000", "reply_empty"],
    ["more than 5,000 characters", "长".repeat(5_001), "reply_too_long"],
    ["a hole that nobody filled", "您的订单 {{订单号}} 已发出", "placeholder_unresolved"],
  ])("of %s is refused, and leaves nothing", async (_, text, code) => {
    const before = (await thread()).items.length;
    expect(refusalOf(await reply(lin, { text }))).toMatchObject({ status: 400, code });
    expect((await thread()).items).toHaveLength(before);
  });

  it("keeps hostile text to the letter", async () => {
    const hostile = `<img src=x onerror=alert(1)> javascript:alert(1) \u202Eevil ' " \\ \${x} %s $1 👩‍👩‍👧`;
    const { seqs } = bodyOf<Written>(await reply(lin, { text: hostile }));
    expect((await thread()).items.find(({ seq }) => seq === seqs[0])?.content?.text).toBe(hostile);
  });

  it("takes half an emoji that a browser cut, as what it is", async () => {
    const { seqs } = bodyOf<Written>(await reply(lin, { text: "好\ud83d" }));
    expect((await thread()).items.find(({ seq }) => seq === seqs[0])?.content?.text).toBe("好\ufffd");
  });

  it("is refused to whoever does not have the contact, who is told who has it", async () => {
    const answer = refusalOf(await reply(wang, { text: "我来" }));
    expect(answer).toEqual({
      status: 409,
      code: "contact_not_yours",
      params: { owner: "小林", ownerId: lin.id },
    });
  });

  it("is refused where the contact waits still", async () => {
    await floor.say("qiu", SAYS.person);
    const id = await floor.conversationOf("qiu");
    expect(refusalOf(await reply(lin, { text: "您好" }, randomUUID(), id))).toMatchObject({
      status: 409,
      code: "contact_not_active",
      params: { state: "queued" },
    });
  });

  it("is refused where there is no such conversation, and to whoever serves nobody", async () => {
    expect(refusalOf(await reply(lin, { text: "?" }, randomUUID(), randomUUID())).code).toBe("contact_gone");
    const auditor = await floor.agent("审计", {
      grants: [{ role: "auditor", queues: "all" }],
      capacity: null,
    });
    expect(refusalOf(await reply(auditor, { text: "?" })).code).toBe("forbidden");
  });
});

describe("a note", () => {
  const note = (agent: Agent, text: string, conversationId = contact.conversationId) =>
    agent.call("POST", `/conversations/${conversationId}/notes`, { text });

  it("is shown to colleagues and never gets a way out", async () => {
    const before = await outboxOf(contact.conversationId);
    const { seqs } = bodyOf<Written>(await note(lin, "先安抚，上周投诉过 {{随便}}"));
    const item = (await thread()).items.find(({ seq }) => seq === seqs[0]);
    expect(item).toMatchObject({ author: "agent", internal: true, send: null });
    expect(await outboxOf(contact.conversationId)).toEqual(before);

    // The send loop's own statement, asked for everything that there is.
    await floor.tables.rows("UPDATE outbox SET state = 'accepted', code = NULL WHERE conversation_id = $1", [
      contact.conversationId,
    ]);
    const connect = createConnection(floor.url);
    const claimed = await outgoing(inTurns(connect)).claim([
      { accountId: floor.channel.account.id, free: 100 },
    ]);
    await (await connect()).end();
    expect(claimed.filter(({ conversationId }) => conversationId === contact.conversationId)).toEqual([]);
  });

  it("does not end the fan's waiting", async () => {
    await floor.say("meng", "还在吗");
    await note(lin, "再等一下");
    expect(
      await floor.tables.value("SELECT waiting_since IS NOT NULL FROM contact WHERE id = $1", [contact.id]),
    ).toBe(true);
  });

  it("of a supervisor stands in her agent's thread; an agent writes none where she may not look", async () => {
    const chief = await floor.agent("班长", {
      grants: [{ role: "supervisor", queues: "all" }],
      capacity: null,
    });
    const { seqs } = bodyOf<Written>(await note(chief, "我在看"));
    expect((await thread()).items.find(({ seq }) => seq === seqs[0])?.staff?.name).toBe("班长");
    expect(refusalOf(await note(wang, "我也看")).code).toBe("conversation_unseen");
  });
});
