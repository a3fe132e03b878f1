import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { randomUUID } from "node:crypto";

import { type Agent, type DeskFloor, openDeskFloor, refusalOf } from "../../support/desk.ts";
import { ANSWERS, SAYS } from "../../support/shop.ts";

let floor: DeskFloor;
let agent: Agent;
let other: Agent;

beforeAll(async () => {
  floor = await openDeskFloor();
  agent = await floor.agent("林晓");
  other = await floor.agent("周敏");
  await agent.call("POST", "/canned", {
    scope: "mine",
    code: "refund",
    title: "退款说明",
    body: "{{客户称呼}}，退款三个工作日到账。",
  });
});
afterAll(() => floor.close());

type Suggestions = {
  seq: number | null;
  items: {
    kind: "entry" | "canned";
    id: string;
    version: number;
    title: string;
    text: string;
    confidence: number;
    sureness: string;
    outcome: string | null;
  }[];
};
const path = (conversation: string) => `/conversations/${conversation}/suggestions`;
const ask = async (conversation: string): Promise<Suggestions> =>
  (await agent.call("GET", path(conversation))).body as Suggestions;

describe("suggested answers", () => {
  it("are to what the fan came for, from the bot's own entries, with its own confidence; and gone once answered", async () => {
    await floor.say("fan 1", SAYS.ship);
    const { conversationId } = await floor.serve("fan 1", agent);
    const found = await ask(conversationId);
    expect(found.seq).toBe(1);
    expect(found.items[0]).toMatchObject({
      kind: "entry",
      title: SAYS.ship,
      text: ANSWERS.ship,
      confidence: 1,
      sureness: "high",
      outcome: null,
    });
    await agent.call("POST", `/conversations/${conversationId}/replies`, { text: ANSWERS.ship });
    expect(await ask(conversationId)).toEqual({ seq: null, items: [] });
    // Asking alone has said nothing: what she was sent is the bot's answer and notice, and the reply.
    expect(
      await floor.tables.value("SELECT count(*)::int FROM outbox WHERE conversation_id = $1", [
        conversationId,
      ]),
    ).toBe(3);
  });

  it("hold the agent's own canned replies, with their holes, and nobody else's", async () => {
    const { conversationId } = await floor.serve("fan 2", agent);
    await floor.say("fan 2", "退款多久到账");
    const { items } = await ask(conversationId);
    expect(items.map(({ kind, title, text }) => ({ kind, title, text }))).toContainEqual({
      kind: "canned",
      title: "退款说明",
      text: "{{客户称呼}}，退款三个工作日到账。",
    });
    const theirs = await floor.serve("fan 3", other);
    await floor.say("fan 3", "退款多久到账");
    const { body } = await other.call("GET", path(theirs.conversationId));
    expect((body as Suggestions).items.filter(({ kind }) => kind === "canned")).toEqual([]);
    expect(refusalOf(await agent.call("GET", path(theirs.conversationId))).code).toBe("conversation_unseen");
  });

  it("are counted as used, changed or put away; the last word counts, and can be taken back", async () => {
    const { conversationId } = await floor.serve("fan 4", agent);
    await floor.say("fan 4", SAYS.pay);
    const { seq, items } = await ask(conversationId);
    const [item] = items;
    const judge = (outcome: string | null, change: object = {}) =>
      agent.call("PUT", `${path(conversationId)}/${seq}`, {
        kind: item?.kind,
        targetId: item?.id,
        version: item?.version,
        place: 1,
        confidence: item?.confidence,
        outcome,
        ...change,
      });
    const kept = () =>
      floor.tables.rows(
        "SELECT target_id, outcome, place, staff_id FROM assist_feedback WHERE conversation_id = $1",
        [conversationId],
      );
    for (const outcome of ["dismissed", "used", "changed"]) expect((await judge(outcome)).status).toBe(200);
    expect(await kept()).toEqual([{ target_id: item?.id, outcome: "changed", place: 1, staff_id: agent.id }]);
    expect((await ask(conversationId)).items[0]).toMatchObject({ outcome: "changed" });
    await judge(null);
    expect(await kept()).toEqual([]);

    for (const change of [{ targetId: randomUUID() }, { version: 99 }, { kind: "canned" }]) {
      expect(refusalOf(await judge("used", change)).code).toBe("suggestion_gone");
    }
    const elsewhere = await agent.call("PUT", `${path(conversationId)}/900`, {
      kind: "entry",
      targetId: item?.id,
      version: item?.version,
      place: 1,
      confidence: 1,
      outcome: "used",
    });
    expect(refusalOf(elsewhere).code).toBe("suggestion_gone");
    for (const change of [{ place: 4 }, { confidence: 2 }, { outcome: "sent" }]) {
      expect((await judge("used", change)).status).toBe(400);
    }
    expect(await kept()).toEqual([]);
  });
});
