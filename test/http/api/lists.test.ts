import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { randomUUID } from "node:crypto";
import { type Agent, bodyOf, type DeskFloor, openDeskFloor, refusalOf } from "../../support/desk.ts";
import { SAYS } from "../../support/shop.ts";

let floor: DeskFloor;
let lin: Agent;
let wang: Agent;
let chief: Agent;

type Row = {
  readonly contactId: string;
  readonly conversationId: string;
  readonly state: string;
  readonly lane: string | null;
  readonly owner: { readonly name: string } | null;
  readonly last: { readonly author: string; readonly text: string; readonly kind: string } | null;
  readonly fan: { readonly name: string | null; readonly externalId: string };
};
type Page = { readonly items: Row[]; readonly next: string | null; readonly searched: object | null };
const list = async (agent: Agent, path: string): Promise<Page> =>
  bodyOf(await agent.call("GET", `/lists/${path}`));
const fansOf = ({ items }: Page): string[] => items.map(({ fan }) => fan.externalId);

beforeAll(async () => {
  floor = await openDeskFloor({ policy: { wrapRequired: [] } });
  lin = await floor.agent("小林", { capacity: 50 });
  wang = await floor.agent("小王", { capacity: 50 });
  chief = await floor.agent("班长", {
    grants: [{ role: "supervisor", queues: "all" }],
    capacity: null,
  });
  await floor.say("bot 1", SAYS.ship);
  await floor.say("bot 2", SAYS.pay);
  for (const fan of ["wait 1", "wait 2", "wait 3"]) await floor.say(fan, SAYS.person);
  await floor.serve("lin 1", lin);
  await floor.serve("lin 2", lin);
  await floor.serve("wang 1", wang);
  for (const [agent, fan] of [
    [lin, "gone 1"],
    [wang, "gone 2"],
  ] as const) {
    const { id } = await floor.serve(fan, agent);
    bodyOf(await agent.call("POST", `/contacts/${id}/end`));
    bodyOf(await agent.call("POST", `/contacts/${id}/wrap-up`, { outcome: "solved" }));
  }
});

afterAll(() => floor.close());

describe("the tabs of a desk", () => {
  it("show what is mine, what waits the longest first, what the bot has, what ended", async () => {
    expect(fansOf(await list(lin, "mine")).toSorted()).toEqual(["lin 1", "lin 2"]);
    expect(fansOf(await list(lin, "waiting"))).toEqual(["wait 1", "wait 2", "wait 3"]);
    expect(fansOf(await list(lin, "bot")).toSorted()).toEqual(["bot 1", "bot 2"]);
    expect(fansOf(await list(lin, "ended"))).toEqual(["gone 1"]);
  });

  it("show others' contacts to whoever may see everybody's, and to nobody else", async () => {
    expect(refusalOf(await lin.call("GET", "/lists/colleagues"))).toMatchObject({
      status: 403,
      code: "forbidden",
      params: { permission: "contact.read_all" },
    });
    expect(fansOf(await list(chief, "colleagues")).toSorted()).toEqual(["lin 1", "lin 2", "wang 1"]);
    expect(fansOf(await list(chief, "ended"))).toEqual(["gone 2", "gone 1"]);
  });

  it("say who has it, what was said last and in whose words", async () => {
    const [row] = (await list(lin, "waiting")).items;
    expect(row).toMatchObject({
      state: "queued",
      owner: null,
      fan: { name: null },
      last: { author: "bot", kind: "text", internal: false },
      unread: 1,
      queue: { name: "售后一组" },
    });
    expect((await list(chief, "colleagues")).items.every(({ owner }) => owner !== null)).toBe(true);
  });

  it("come page by page, none twice and none missing", async () => {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page: Page = await list(lin, `waiting?limit=2${after === null ? "" : `&after=${after}`}`);
      seen.push(...fansOf(page));
      after = page.next;
    } while (after !== null);
    expect(seen).toEqual(["wait 1", "wait 2", "wait 3"]);
    expect((await list(lin, "waiting?after=nonsense")).items).toHaveLength(3);
  });

  it("are counted, and a tab that one may not see has no count", async () => {
    expect(bodyOf(await lin.call("GET", "/lists"))).toEqual({
      mine: 2,
      waiting: 3,
      bot: 2,
      colleagues: null,
      endedToday: 1,
    });
    expect(bodyOf(await chief.call("GET", "/lists"))).toMatchObject({ mine: 0, colleagues: 3 });
    const snapshot = bodyOf<{ counts: object }>(await lin.call("GET", "/desk"));
    expect(snapshot.counts).toEqual(bodyOf(await lin.call("GET", "/lists")));
  });

  it("count today by the day of the house's zone", async () => {
    const today = async () => {
      const counts = bodyOf<{ endedToday: number }>(await lin.call("GET", "/lists"));
      const desk = bodyOf<{ counts: { endedToday: number } }>(await lin.call("GET", "/desk"));
      expect(desk.counts.endedToday).toBe(counts.endedToday);
      return counts.endedToday;
    };
    const put = (zone: string) =>
      floor.tables.rows(
        `INSERT INTO setting (scope, key, value, updated_at, updated_by)
         VALUES ('all', 'hours.zone', to_jsonb($1::text), now(), 'test')
         ON CONFLICT (scope, key) DO UPDATE SET value = excluded.value`,
        [zone],
      );
    // Six hours ago was yesterday where it is five in the morning, and today where it is noon.
    await floor.tables.rows(
      "UPDATE contact SET ended_at = now() - interval '6 hours' WHERE ended_at IS NOT NULL AND owner_id = $1",
      [lin.id],
    );
    const ahead = (clock: number) => {
      const hours = ((clock - new Date().getUTCHours() + 36) % 24) - 12;
      return `Etc/GMT${hours > 0 ? "-" : "+"}${Math.abs(hours)}`;
    };
    await put(ahead(5));
    expect(await today()).toBe(0);
    await put(ahead(12));
    expect(await today()).toBe(1);
    await floor.tables.rows("DELETE FROM setting WHERE key = 'hours.zone'");
  });

  it("hold only what lies in the queues of one's role", async () => {
    const other = await floor.agent("别组", {
      grants: [{ role: "supervisor", queues: [randomUUID()] }],
      capacity: null,
    });
    for (const tab of ["waiting", "bot", "colleagues", "ended"]) {
      expect((await list(other, tab)).items).toEqual([]);
    }
    const id = await floor.conversationOf("wait 1");
    expect(refusalOf(await other.call("GET", `/conversations/${id}`)).code).toBe("conversation_unseen");
    expect(bodyOf(await lin.call("GET", `/conversations/${id}`))).toMatchObject({ id });
  });
});

describe("a search", () => {
  it("finds by name, by words, and says how far it looked", async () => {
    const id = await floor.conversationOf("wait 2");
    const { fan } = bodyOf<{ fan: { version: number } }>(
      await chief.call("GET", `/conversations/${id}/customer`),
    );
    bodyOf(
      await chief.call("PUT", `/conversations/${id}/customer`, {
        version: fan.version,
        name: "孙勇涵",
        remark: "VIP 100%",
      }),
    );
    expect(fansOf(await list(lin, `waiting?q=${encodeURIComponent("勇涵")}`))).toEqual(["wait 2"]);
    expect(fansOf(await list(lin, `waiting?q=${encodeURIComponent("100%")}`))).toEqual(["wait 2"]);
    const words = await list(lin, `waiting?q=${encodeURIComponent(SAYS.person)}`);
    expect(fansOf(words)).toEqual(["wait 1", "wait 2", "wait 3"]);
    expect(words.searched).toEqual({ contacts: 3, all: true });
    const none = await list(lin, `waiting?q=${encodeURIComponent("%")}`);
    expect(fansOf(none)).toEqual(["wait 2"]);
    expect(await list(lin, "waiting?q=zzz")).toEqual({
      items: [],
      next: null,
      searched: { contacts: 3, all: true },
    });
  });

  it("finds a ticket's number exactly, whichever tab it is asked in", async () => {
    const number = await floor.tables.value<string>(
      `SELECT k.number FROM ticket k JOIN contact t ON t.ticket_id = k.id
       JOIN conversation c ON c.id = t.conversation_id JOIN identity i ON i.id = c.identity_id WHERE i.external_id = 'lin 1'`,
    );
    expect(fansOf(await list(lin, `waiting?q=GD-${number}`))).toEqual(["lin 1"]);
    expect(fansOf(await list(wang, `waiting?q=${number}`))).toEqual([]);
  });
});

describe("a thread", () => {
  it("is read piece by piece, with what happened between the words", async () => {
    const { conversationId } = await floor.serve("lin 3", lin);
    for (let n = 1; n <= 25; n += 1) await floor.say("lin 3", `第${n}句`);
    type Item = {
      readonly type: string;
      readonly seq: number;
      readonly code: string;
      readonly id: string;
      readonly at: string;
      readonly params: Record<string, unknown>;
    };
    type Piece = { readonly items: Item[]; readonly hasBefore: boolean; readonly hasAfter: boolean };
    const piece = async (query: string): Promise<Piece> =>
      bodyOf(await lin.call("GET", `/conversations/${conversationId}/messages?${query}`));

    const newest = await piece("limit=10");
    expect(newest).toMatchObject({ hasBefore: true, hasAfter: false });
    const seqs = newest.items.filter(({ type }) => type === "message").map(({ seq }) => seq);
    expect(seqs).toEqual(Array.from({ length: 10 }, (_, index) => 18 + index));

    const all: Item[] = [...newest.items];
    for (let before = seqs[0]; before !== undefined && all.length < 100;) {
      const older: Piece = await piece(`limit=10&before=${before}`);
      all.unshift(...older.items);
      before = older.hasBefore ? older.items.find(({ type }) => type === "message")?.seq : undefined;
    }
    const messages = all.filter(({ type }) => type === "message").map(({ seq }) => seq);
    expect(messages).toEqual(Array.from({ length: 27 }, (_, index) => 1 + index));
    const lines = [
      ...new Map(all.filter(({ type }) => type === "event").map((line) => [line.id, line])).values(),
    ];
    expect(lines.map(({ code }) => code)).toEqual(["queued", "accepted"]);
    expect(lines[1]?.params).toMatchObject({ staff: lin.id, staffName: "小林", mode: "auto" });
    expect(all.map(({ at }) => at)).toEqual(all.map(({ at }) => at).toSorted());

    const gap = await piece("after=25");
    expect(gap.items.filter(({ type }) => type === "message").map(({ seq }) => seq)).toEqual([26, 27]);
    expect(await piece("after=27")).toMatchObject({ items: [], hasBefore: true, hasAfter: false });
  });

  it("tells its head: who writes, who has it, what is read", async () => {
    const id = await floor.conversationOf("lin 1");
    const head = bodyOf<{ seq: number }>(await lin.call("GET", `/conversations/${id}`));
    expect(head).toMatchObject({
      fan: { externalId: "lin 1" },
      channel: { platform: "test", simulated: true },
      textBytesMax: 2_048,
      textCharsMax: null,
      contact: { state: "active", owner: { name: "小林" } },
      ticket: { state: "open" },
      readSeq: 0,
      servedBefore: null,
    });
    const read = await lin.call("PUT", `/conversations/${id}/read`, { seq: 999 });
    expect(bodyOf(read)).toEqual({ readSeq: head.seq });
    const back = await lin.call("PUT", `/conversations/${id}/read`, { seq: 1 });
    expect(bodyOf(back)).toEqual({ readSeq: head.seq });
  });

  it("tells what one message holds where the platform counts characters", async () => {
    const { adapter } = floor.channel;
    const { traits } = adapter;
    Object.assign(adapter, { traits: { ...traits, textBytesMax: 900, textCharsMax: 300 } });
    const id = await floor.conversationOf("lin 1");
    const head = bodyOf(await lin.call("GET", `/conversations/${id}`));
    Object.assign(adapter, { traits });
    expect(head).toMatchObject({ textBytesMax: 900, textCharsMax: 300 });
  });

  it("knows that she was served before", async () => {
    const fan = "gone 1";
    await floor.say(fan, "我又来了，还是没有收到货");
    const id = await floor.conversationOf(fan);
    const head = bodyOf(await lin.call("GET", `/conversations/${id}`));
    expect(head).toMatchObject({ servedBefore: { staff: { name: "小林" } }, contact: { reopened: true } });
  });
});

describe("why the bot said something", () => {
  type Reason = { readonly sentences: readonly string[] };
  const reason = async (fan: string, seq: number, agent = chief) =>
    agent.call("GET", `/conversations/${await floor.conversationOf(fan)}/messages/${seq}/reason`);

  it("is told at its message: what it answered, by which rule, on which knowledge", async () => {
    const { sentences } = bodyOf<Reason>(await reason("bot 1", 2));
    expect(sentences.slice(0, 2)).toEqual([
      `答了「${SAYS.ship}」，第 1 版。`,
      "客户的话与这条标准问的一个问法逐字相同。",
    ]);
    expect(sentences.at(-1)).toMatch(/^依据知识 \d+\.[0-9a-z]+。$/u);
    expect(bodyOf<Reason>(await reason("wait 1", 2)).sentences).toEqual(
      expect.arrayContaining(["转给了人工。", "客户要找人，这比任何答案都优先。"]),
    );
  });

  it("is not told of what a person or a fan has said", async () => {
    expect(refusalOf(await reason("bot 1", 1))).toMatchObject({ status: 404, code: "reason_unknown" });
    expect(refusalOf(await reason("bot 1", 99))).toMatchObject({ status: 404, code: "reason_unknown" });
  });
});

describe("a fan's profile", () => {
  it("is changed by one of two who saw the same", async () => {
    const id = await floor.conversationOf("lin 2");
    const change = (name: string | null) =>
      lin.call("PUT", `/conversations/${id}/customer`, { version: 1, name, remark: null });
    expect(bodyOf(await change("罗娜"))).toEqual({ version: 2 });
    expect(refusalOf(await change("别人"))).toMatchObject({ status: 409, code: "version_conflict" });
    expect(bodyOf(await lin.call("GET", `/conversations/${id}/customer`))).toMatchObject({
      fan: { name: "罗娜", version: 2 },
      contactsTotal: 1,
      openTickets: 1,
    });
    const audit = await floor.tables.value<string>(
      "SELECT string_agg(data::text, '') FROM audit WHERE action = 'customer.changed'",
    );
    expect(audit).not.toContain("罗娜");
  });
});

describe("what her matter is", () => {
  const laneOf = async (fan: string) => {
    const rows = [...(await list(chief, "waiting")).items, ...(await list(chief, "bot")).items];
    return rows.find((row) => row.fan.externalId === fan)?.lane;
  };

  it("stands in her row, as her words told it", async () => {
    await floor.say("hurt", "净化器漏电，把我电到了");
    await floor.say("angry", "我要投诉你们，维修约了三次都没人来");
    expect([await laneOf("hurt"), await laneOf("angry"), await laneOf("wait 1")]).toEqual([
      "risk",
      "complaint",
      null,
    ]);
  });
});
