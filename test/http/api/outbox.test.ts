import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type Agent, bodyOf, type DeskFloor, openDeskFloor, refusalOf } from "../../support/desk.ts";

let floor: DeskFloor;
let lin: Agent;
let wang: Agent;

beforeAll(async () => {
  floor = await openDeskFloor();
  lin = await floor.agent("小林", { capacity: 50 });
  wang = await floor.agent("小王", { capacity: 50 });
});

afterAll(() => floor.close());

type Place = { readonly conversationId: string; readonly seq: number };

/** A reply that has come to this end. */
async function sent(fan: string, state: string, text = "已为您登记"): Promise<Place> {
  const { conversationId } = (await floor.contactOf(fan).then(
    async () => ({ conversationId: await floor.conversationOf(fan) }),
    () => floor.serve(fan, lin),
  )) as { conversationId: string };
  const { seqs } = bodyOf<{ seqs: [number] }>(
    await lin.call("POST", `/conversations/${conversationId}/replies`, { text }),
  );
  await floor.tables.rows(
    "UPDATE outbox SET state = $3::outbox_state, code = 'x' WHERE conversation_id = $1 AND seq = $2",
    [conversationId, seqs[0], state],
  );
  return { conversationId, seq: seqs[0] };
}
const rowOf = async ({ conversationId, seq }: Place) =>
  (
    await floor.tables.rows<{ state: string; code: string | null; resend_of: number | null }>(
      "SELECT state::text, code, resend_of FROM outbox WHERE conversation_id = $1 AND seq = $2",
      [conversationId, seq],
    )
  )[0];
const unknown = async (agent: Agent): Promise<number[]> =>
  bodyOf<{ items: { seq: number }[] }>(await agent.call("GET", "/outbox/unknown")).items.map(
    ({ seq }) => seq,
  );

type All = { readonly count: number; readonly mark: string };
const all = async () =>
  bodyOf<{ all: { confirm: All; resend: All } }>(await lin.call("GET", "/outbox/unknown")).all;
const settleAll = async (what: "confirm" | "resend") => {
  const { mark } = (await all())[what];
  const answer = await lin.call("POST", `/outbox/${what}`, { all: mark });
  return bodyOf<{ items: (Place & { newSeq: number | null })[] }>(answer).items;
};
const auditsOf = (action: string): Promise<number> =>
  floor.tables.value("SELECT count(*)::int FROM audit WHERE action = $1", [action]);

describe("sends of unknown fate", () => {
  it("are listed to whoever sent them, and declared as arrived by her alone, in one go", async () => {
    const places = [await sent("a", "unknown"), await sent("b", "unknown")];
    const other = await sent("c", "accepted");
    expect(await unknown(lin)).toEqual(places.map(({ seq }) => seq));
    expect(await unknown(wang)).toEqual([]);
    expect(bodyOf(await wang.call("POST", "/outbox/confirm", { items: places }))).toEqual({ items: [] });
    const { items } = bodyOf<{ items: (Place & { state: string; code: string })[] }>(
      await lin.call("POST", "/outbox/confirm", { items: [...places, other] }),
    );
    expect(items.map(({ state, code }) => [state, code])).toEqual(
      expect.arrayContaining([
        ["accepted", "confirmed_by_person"],
        ["accepted", "x"],
      ]),
    );
    expect(await unknown(lin)).toEqual([]);
    const audited = await floor.tables.value(
      "SELECT count(*)::int FROM audit WHERE action = 'outbox.confirmed'",
    );
    expect(audited).toBe(2);
  });

  it.each(["unknown", "rejected", "expired"])("are sent again once: %s", async (state) => {
    const place = await sent(`again ${state}`, state, "请查收");
    const resend = async () =>
      bodyOf<{ items: (Place & { newSeq: number | null })[] }>(
        await lin.call("POST", "/outbox/resend", { items: [place] }),
      ).items[0]?.newSeq ?? null;
    const newSeq = await resend();
    expect(newSeq).toBe(place.seq + 1);
    expect(await rowOf({ ...place, seq: newSeq ?? 0 })).toEqual({
      state: "queued",
      code: null,
      resend_of: place.seq,
    });
    expect(await rowOf(place)).toMatchObject({
      state: "rejected",
      code: state === "unknown" ? "superseded" : "x",
    });
    expect(await resend()).toBeNull();
    const texts = await floor.tables.rows<{ text: string }>(
      "SELECT content ->> 'text' AS text FROM message WHERE conversation_id = $1 AND seq >= $2 ORDER BY seq",
      [place.conversationId, place.seq],
    );
    expect(texts.map(({ text }) => text)).toEqual(["请查收", "请查收"]);
  });

  it("are not sent again where they arrived, are on their way, or are a colleague's", async () => {
    for (const state of ["accepted", "queued", "sending"]) {
      const place = await sent(`not ${state}`, state);
      expect(bodyOf(await lin.call("POST", "/outbox/resend", { items: [place] }))).toEqual({
        items: [{ ...place, newSeq: null }],
      });
    }
    const place = await sent("lin's", "unknown");
    expect(bodyOf(await wang.call("POST", "/outbox/resend", { items: [place] }))).toEqual({
      items: [{ ...place, newSeq: null }],
    });
  });

  it("are sent again together, in their order", async () => {
    const first = await sent("two", "unknown", "一");
    const second = await sent("two", "unknown", "二");
    const { items } = bodyOf<{ items: (Place & { newSeq: number })[] }>(
      await lin.call("POST", "/outbox/resend", { items: [second, first] }),
    );
    expect(items.map(({ seq, newSeq }) => [seq, newSeq])).toEqual([
      [first.seq, second.seq + 1],
      [second.seq, second.seq + 2],
    ]);
  });

  it("are settled all together, as many as were told, and others are not touched", async () => {
    await settleAll("confirm");
    for (const [fan, text] of [
      ["all 1", "一"],
      ["all 1", "二"],
      ["all 2", "三"],
    ] as const) {
      await sent(fan, "unknown", text);
    }
    const told = await all();
    expect([told.confirm.count, told.resend.count]).toEqual([3, 3]);
    await sent("all 3", "unknown", "四");
    const refused = await lin.call("POST", "/outbox/resend", { all: told.resend.mark });
    expect(refusalOf(refused)).toMatchObject({ code: "sends_changed", params: { count: 4 } });

    const now = await all();
    const audits = await auditsOf("outbox.resent");
    const sentAgain = await settleAll("resend");
    expect(sentAgain).toHaveLength(4);
    expect(sentAgain.every(({ newSeq }) => newSeq !== null)).toBe(true);
    expect(await auditsOf("outbox.resent")).toBe(audits + 4);
    expect(refusalOf(await lin.call("POST", "/outbox/resend", { all: now.resend.mark }))).toMatchObject({
      code: "sends_changed",
      params: { count: 0 },
    });
    expect(await unknown(lin)).toEqual([]);
  });

  it("can be confirmed, but not sent again, once the talk is over; a repeat is answered the same", async () => {
    const { conversationId } = await sent("over", "unknown");
    const { id } = await floor.contactOf("over");
    bodyOf(await lin.call("POST", `/contacts/${id}/end`));
    const { confirm, resend } = await all();
    expect([confirm.count, resend.count]).toEqual([1, 0]);
    const key = "all-of-them-once";
    const ask = () => lin.call("POST", "/outbox/confirm", { all: confirm.mark }, { "idempotency-key": key });
    const first = bodyOf<{ items: Place[] }>(await ask());
    expect(first.items).toMatchObject([{ conversationId, state: "accepted" }]);
    expect(bodyOf(await ask())).toEqual(first);
  });

  it("are named, or all, never both and never neither", async () => {
    const place = { conversationId: await floor.conversationOf("over"), seq: 1 };
    for (const body of [{}, { items: [place], all: "x".repeat(43) }]) {
      expect((await lin.call("POST", "/outbox/confirm", body)).status).toBe(400);
    }
  });
});
