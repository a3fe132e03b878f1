import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";

import type { Asked } from "../../../src/core/channel/capability/asked.ts";
import type { NoticeTemplate } from "../../../src/core/channel/capability/notices.ts";
import type { ChannelEvent } from "../../../src/core/channel/content.ts";
import { createConnection } from "../../../src/store/hot/connection.ts";
import { inTurns } from "../../../src/store/hot/turns.ts";
import { outgoing } from "../../../src/store/send/outgoing.ts";
import { type Agent, bodyOf, type DeskFloor, openDeskFloor, refusalOf } from "../../support/desk.ts";

const reply: NoticeTemplate = {
  id: "sub-1",
  via: "subscription",
  title: "客服回复通知",
  once: true,
  fields: [
    { key: "thing1", label: "事项", kind: "text", charsMax: 20 },
    { key: "phrase2", label: "结果", kind: "phrase", charsMax: 5 },
  ],
};
const progress: NoticeTemplate = { ...reply, id: "tm-1", via: "template", title: "进度提醒", once: false };
const values = { thing1: "退货", phrase2: "已同意" };

let floor: DeskFloor;
let admin: Agent;
let lin: Agent;
let says: Asked<readonly NoticeTemplate[]>;
/** Of which kind the account may send no more today. */
let usedUp: string | undefined;
const MIDNIGHT = Date.parse("2026-11-27T00:00:00+08:00");
const BUDGET = { per: "day", sends: 9, used: 9, since: 0, until: MIDNIGHT } as const;
let connect: ReturnType<typeof createConnection>;
const DONE = { kind: "done", value: [reply, progress] } as const;

beforeAll(async () => {
  floor = await openDeskFloor({
    notices: { list: () => Promise.resolve(says) },
    budgetOf: ({ kind }) => (kind === usedUp ? { ...BUDGET, level: "used_up" } : undefined),
  });
  admin = await floor.agent("管理员", { grants: [{ role: "admin", queues: "all" }], capacity: null });
  lin = await floor.agent("小林", { capacity: 20 });
  connect = createConnection(floor.url);
  says = DONE;
  await list();
});
afterAll(async () => {
  await (await connect()).end();
  await floor.close();
});

const catalogue = () => `/accounts/${floor.channel.account.id}/notices`;
const list = () => admin.call("POST", `${catalogue()}/list`);
const offer = (template: string, offered: boolean) =>
  admin.call("PUT", `${catalogue()}/${template}`, { offered });
const eventOf = (event: ChannelEvent) => ({ kind: "event", event }) as const;
const answers = (accepted: boolean, inSettings?: true, templateId = reply.id) =>
  eventOf({
    name: "subscription_answered",
    items: [{ templateId, accepted }],
    ...(inSettings && { inSettings }),
  });

const codeOf = async (answer: ReturnType<Agent["call"]>) => refusalOf(await answer).code;

let fans = 0;
let fan: string;
let id: string;
beforeEach(async () => {
  fan = `fan ${(fans += 1)}`;
  id = (await floor.serve(fan, lin)).conversationId;
  // What the bot has said is none of this.
  await floor.tables.rows("UPDATE outbox SET state = 'accepted'");
});

type Offered = { readonly items: { readonly id: string; readonly left: number | null }[] };
const offered = async () =>
  bodyOf<Offered>(await lin.call("GET", `/conversations/${id}/notices`)).items.map(
    (one) => `${one.id} ${one.left}`,
  );
const send = (templateId = reply.id, given: object = values, by = lin) =>
  by.call("POST", `/conversations/${id}/notices`, { templateId, values: given });
type Item = {
  readonly seq?: number;
  readonly send?: { readonly state: string; readonly code: string | null };
};
const stateOf = async (seq: number | undefined) => {
  const { items } = bodyOf<{ items: Item[] }>(
    await lin.call("GET", `/conversations/${id}/messages?limit=100`),
  );
  const found = items.find((item) => item.seq === seq)?.send;
  return found && [found.state, found.code].filter((one) => one !== null).join(" ");
};
/** The send loop has claimed it and the platform has said so. */
async function settle(outcome: Parameters<ReturnType<typeof outgoing>["settle"]>[1]): Promise<void> {
  const store = outgoing(inTurns(connect));
  const [claimed] = await store.claim([{ accountId: floor.channel.account.id, free: 1 }]);
  if (claimed === undefined) throw new Error("nothing waits to leave");
  await store.settle(claimed, outcome);
  if (outcome.state === "rejected" && outcome.code === "43101") await store.notAgreed(claimed);
}
const seqOf = async (templateId?: string) => bodyOf<{ seqs: number[] }>(await send(templateId)).seqs[0];

describe("the catalogue of an account", () => {
  it("is what the platform has listed; what it lists no more stays, and is offered no more", async () => {
    const read = async () =>
      bodyOf<{ code: string | null; items: { id: string; offered: boolean; listed: boolean }[] }>(
        await admin.call("GET", catalogue()),
      );
    expect((await read()).items).toMatchObject([
      { id: "sub-1", offered: true, listed: true },
      { id: "tm-1", offered: false, listed: true },
    ]);
    await floor.say(fan, answers(true));
    says = { kind: "done", value: [progress] };
    await list();
    expect((await read()).items).toMatchObject([
      { id: "tm-1" },
      { id: "sub-1", offered: true, listed: false },
    ]);
    expect(await offered()).toEqual([]);
    says = { kind: "refused", code: "40164", whose: "account" };
    expect(bodyOf(await list())).toEqual({ code: "40164" });
    expect(await read()).toMatchObject({ code: "40164", items: [{ id: "tm-1" }, { id: "sub-1" }] });
    says = DONE;
    await list();
    expect(await offered()).toEqual(["sub-1 1"]);
  });

  it("is decided on by who may change accounts; an agent can only read what she may send", async () => {
    expect(await codeOf(lin.call("PUT", `${catalogue()}/tm-1`, { offered: true }))).toBe("forbidden");
    expect(await codeOf(lin.call("POST", `${catalogue()}/list`))).toBe("forbidden");
    expect(await codeOf(offer("gone", true))).toBe("notice_gone");
    expect(await offered()).toEqual([]);
    await offer("tm-1", true);
    expect(await offered()).toEqual(["tm-1 null"]);
    await offer("tm-1", false);
    expect(await codeOf(send("tm-1"))).toBe("notice_not_offered");
  });
});

describe("a notice to a fan", () => {
  it("takes one of what she has agreed to, and none of her windows' places", async () => {
    expect(await codeOf(send())).toBe("notice_not_offered");
    await floor.say(fan, answers(true));
    await floor.say(fan, answers(true));
    const places = async () => bodyOf(await lin.call("GET", `/conversations/${id}/places`));
    const before = await places();
    const seq = await seqOf();
    expect(await offered()).toEqual(["sub-1 1"]);
    expect(await places()).toEqual(before);
    await settle({ state: "accepted", externalId: "m1" });
    expect(await places()).toEqual(before);
    expect(await stateOf(seq)).toBe("given");
    await seqOf();
    expect(await offered()).toEqual([]);
    expect(await codeOf(send())).toBe("notice_not_offered");
    await settle({ state: "accepted", externalId: "m2" });
  });

  it("is shown as delivered once the platform says so, also where it says it before we know that it was taken", async () => {
    await floor.say(fan, answers(true));
    await floor.say(fan, answers(true));
    const report = (externalId: string, more: object = { succeeded: true }) =>
      floor.say(
        fan,
        eventOf({
          name: "subscription_sent",
          items: [{ templateId: reply.id, externalId, succeeded: false, ...more }],
        }),
      );
    const first = await seqOf();
    await report("m4");
    await settle({ state: "accepted", externalId: "m4" });
    expect(await stateOf(first)).toBe("delivered");
    const second = await seqOf();
    await settle({ state: "accepted", externalId: "m5" });
    await report("m5", { succeeded: false, code: "43101" });
    expect(await stateOf(second)).toBe("undelivered 43101");
    // Another account's notice of the same number is another.
    await floor.tables.rows(
      "UPDATE notice_report SET account_id = gen_random_uuid() WHERE external_id = 'm5'",
    );
    expect(await stateOf(second)).toBe("given");
  });

  it("gives its yes back where it provably did not leave, unless the platform says that there was none", async () => {
    await floor.say(fan, answers(true));
    await floor.say(fan, answers(true));
    const first = await seqOf();
    await settle({ state: "rejected", code: "47003" });
    expect(await stateOf(first)).toBe("rejected 47003");
    expect(await offered()).toEqual(["sub-1 2"]);
    await seqOf();
    await settle({ state: "rejected", code: "43101" });
    expect(await offered()).toEqual([]);
  });

  it("is told to be used up where the account's budget of its kind is, and not sent; the other kind is", async () => {
    await floor.say(fan, answers(true));
    await offer("tm-1", true);
    usedUp = "subscription";
    const read = () => lin.call("GET", `/conversations/${id}/notices`);
    expect(bodyOf(await read())).toMatchObject({
      items: [
        { id: "sub-1", left: 1, usedUpUntil: "2026-11-26T16:00:00.000Z" },
        { id: "tm-1", usedUpUntil: null },
      ],
    });
    expect(await codeOf(send())).toBe("notice_budget_used_up");
    expect(await seqOf("tm-1")).toBeGreaterThan(0);
    await settle({ state: "accepted", externalId: "m7" });
    usedUp = undefined;
    expect(await seqOf()).toBeGreaterThan(0);
    await settle({ state: "accepted", externalId: "m8" });
    await offer("tm-1", false);
  });

  it("is not sent with a field that the platform would refuse, nor by whoever does not serve her", async () => {
    await floor.say(fan, answers(true));
    expect(await codeOf(send(reply.id, { ...values, phrase2: "OK" }))).toBe("notice_fields_wrong");
    expect(await codeOf(send(reply.id, { thing1: "退货" }))).toBe("notice_fields_wrong");
    const wang = await floor.agent("小王");
    expect(await codeOf(send(reply.id, values, wang))).toBe("contact_not_yours");
    await floor.tables.rows(
      `INSERT INTO fan_profile (identity_id, account_id, follows) SELECT identity_id, account_id, false
       FROM conversation WHERE id = $1`,
      [id],
    );
    expect(await offered()).toEqual([]);
  });

  it("is part of the thread, in its own words, and of the audit without them", async () => {
    await floor.say(fan, answers(true));
    const seq = await seqOf();
    const { items } = bodyOf<{ items: { seq?: number; content?: object }[] }>(
      await lin.call("GET", `/conversations/${id}/messages?limit=100`),
    );
    expect(items.find((item) => item.seq === seq)?.content).toMatchObject({
      kind: "notice",
      title: "客服回复通知",
      lines: [{ label: "事项", text: "退货" }, { text: "已同意" }],
    });
    const told = await floor.tables.rows(
      "SELECT data FROM audit WHERE action = 'contact.notified' ORDER BY at DESC LIMIT 1",
    );
    expect(told).toEqual([{ data: { seqs: [seq], template: "sub-1" } }]);
    await settle({ state: "accepted", externalId: "m9" });
  });
});
