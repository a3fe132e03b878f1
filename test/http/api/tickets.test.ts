import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { randomUUID } from "node:crypto";
import { type Agent, bodyOf, type DeskFloor, openDeskFloor, refusalOf } from "../../support/desk.ts";
import { SAYS } from "../../support/shop.ts";

let floor: DeskFloor;
let lin: Agent;
let chief: Agent;
let admin: Agent;

beforeAll(async () => {
  floor = await openDeskFloor({ policy: { wrapRequired: [] } });
  lin = await floor.agent("小林", { capacity: 50 });
  chief = await floor.agent("班长", {
    grants: [{ role: "supervisor", queues: "all" }],
    capacity: null,
  });
  admin = await floor.agent("管理员", { grants: [{ role: "admin", queues: "all" }], capacity: null });
});

afterAll(() => floor.close());

type Ticket = {
  readonly id: string;
  readonly number: number;
  readonly state: string;
  readonly version: number;
  readonly title: string | null;
  readonly assignee: { readonly name: string } | null;
};
type Happening = {
  readonly id: string;
  readonly code: string;
  readonly at: string;
  readonly subject: string;
  readonly actor: { readonly kind: string; readonly staff: { readonly name: string } | null };
  readonly params: Readonly<Record<string, unknown>>;
};
const fields = {
  state: "open",
  title: null,
  reasonId: null,
  priority: 2,
  assigneeId: null,
  dueAt: null,
  note: null,
} as const;

const ticketOf = (contactId: string): Promise<string> =>
  floor.tables.value("SELECT ticket_id FROM contact WHERE id = $1", [contactId]);
const change = (agent: Agent, id: string, given: object) =>
  agent.call("PUT", `/tickets/${id}`, { ...fields, version: 1, ...given });

/** A talk whose wrap-up leaves work. */
async function left(fan: string): Promise<{ readonly contactId: string; readonly ticketId: string }> {
  const { id } = await floor.serve(fan, lin);
  bodyOf(await lin.call("POST", `/contacts/${id}/end`));
  bodyOf(await lin.call("POST", `/contacts/${id}/wrap-up`, { outcome: "unsolved", nextStep: "催仓库" }));
  return { contactId: id, ticketId: await ticketOf(id) };
}

describe("a ticket", () => {
  it("reads in words: everything of its contacts and its own, in order, from the first word on", async () => {
    await floor.say("reads", SAYS.ship);
    const { id } = await floor.serve("reads", lin);
    const conversationId = await floor.conversationOf("reads");
    bodyOf(await lin.call("POST", `/conversations/${conversationId}/replies`, { text: "您好" }));
    bodyOf(await lin.call("POST", `/contacts/${id}/end`));
    bodyOf(await lin.call("POST", `/contacts/${id}/wrap-up`, { outcome: "solved" }));
    const ticketId = await ticketOf(id);
    const events: Happening[] = [];
    for (let after: string | null = ""; after !== null;) {
      const path = `/tickets/${ticketId}/events?limit=3${after === "" ? "" : `&after=${after}`}`;
      const page: { items: Happening[]; next: string | null } = bodyOf(await lin.call("GET", path));
      events.push(...page.items);
      after = page.next;
    }
    expect(events.map(({ code }) => code)).toEqual([
      "answered",
      "queued",
      "offered",
      "accepted",
      "replied",
      "ended",
      "wrapped_up",
      "closed",
    ]);
    expect(new Set(events.map((event) => event.id)).size).toBe(events.length);
    expect(events.map(({ at }) => at)).toEqual(events.map(({ at }) => at).toSorted());
    expect(events.find(({ code }) => code === "answered")?.params).toMatchObject({ entryTitle: SAYS.ship });
    expect(events.find(({ code }) => code === "accepted")?.params).toMatchObject({ staffName: "小林" });
    expect(events.find(({ code }) => code === "replied")?.actor).toEqual({
      kind: "staff",
      staff: { id: lin.id, name: "小林" },
    });
    expect(events.at(-1)).toMatchObject({ subject: "ticket", code: "closed" });
  });

  it("is changed with the version that was seen; events tell the fields, never the words", async () => {
    const { ticketId } = await left("changes");
    const before = bodyOf<Ticket>(await lin.call("GET", `/tickets/${ticketId}`));
    expect(before).toMatchObject({ state: "open", assignee: { name: "小林" } });
    const dueAt = new Date(Date.now() + 86_400_000).toISOString();
    const given = {
      version: before.version,
      title: "锅具有异味",
      note: "已拍照",
      priority: 1,
      assigneeId: chief.id,
      dueAt,
    };
    bodyOf(await change(lin, ticketId, given));
    expect(bodyOf<Ticket>(await lin.call("GET", `/tickets/${ticketId}`))).toMatchObject({
      title: "锅具有异味",
      note: "已拍照",
      priority: 1,
      assignee: { name: "班长" },
      dueAt,
      version: before.version + 1,
      contacts: [{ outcome: "unsolved", nextStep: "催仓库" }],
    });
    expect(refusalOf(await change(chief, ticketId, given))).toMatchObject({
      status: 409,
      code: "version_conflict",
    });
    const { items } = bodyOf<{ items: Happening[] }>(await lin.call("GET", `/tickets/${ticketId}/events`));
    expect(items.at(-1)).toMatchObject({
      code: "changed",
      params: { fields: "title,note,priority,assigneeId,dueAt", assigneeName: "班长", priority: 1, dueAt },
    });
    expect(JSON.stringify(items)).not.toContain("异味");
  });

  it("is closed and opened again by a person, but not while its fan is being served", async () => {
    const { ticketId } = await left("closes");
    const { version } = bodyOf<Ticket>(await lin.call("GET", `/tickets/${ticketId}`));
    bodyOf(await change(lin, ticketId, { version, state: "closed" }));
    bodyOf(await change(lin, ticketId, { version: version + 1, state: "open" }));
    const open = await floor.serve("served", lin);
    const serving = await ticketOf(open.id);
    expect(refusalOf(await change(lin, serving, { state: "closed" })).code).toBe("ticket_has_open_contact");
  });

  it("takes no reason and no person that are not there", async () => {
    const { ticketId } = await left("nobody");
    const { version } = bodyOf<Ticket>(await lin.call("GET", `/tickets/${ticketId}`));
    expect(refusalOf(await change(lin, ticketId, { version, reasonId: randomUUID() })).code).toBe(
      "reason_gone",
    );
    expect(refusalOf(await change(lin, ticketId, { version, assigneeId: randomUUID() })).code).toBe(
      "staff_gone",
    );
  });
});

describe("the list of tickets", () => {
  const list = async (query: string): Promise<{ items: Ticket[]; next: string | null }> =>
    bodyOf(await chief.call("GET", `/tickets?${query}`));

  it("shows work that is left and what is being served, not what the bot has", async () => {
    await floor.say("only bot", SAYS.ship);
    const { contactId } = await left("listed");
    const bots = await ticketOf((await floor.contactOf("only bot")).id);
    const ids = (await list("limit=200")).items.map(({ id }) => id);
    expect(ids).toContain(await ticketOf(contactId));
    expect(ids).not.toContain(bots);
    expect(ids).toEqual(ids.toSorted().toReversed());
  });

  it("comes page by page, and takes filters", async () => {
    const all = (await list("limit=200")).items.map(({ id }) => id);
    const paged: string[] = [];
    for (let after: string | null = ""; after !== null;) {
      const page: { items: Ticket[]; next: string | null } = await list(
        `limit=2${after === "" ? "" : `&after=${after}`}`,
      );
      paged.push(...page.items.map(({ id }) => id));
      after = page.next;
    }
    expect(paged).toEqual(all);
    const mine = await list(`assignee=${lin.id}`);
    expect(mine.items.length).toBeGreaterThan(0);
    expect(mine.items.every(({ assignee }) => assignee?.name === "小林")).toBe(true);
    expect((await list("assignee=nobody")).items.every(({ assignee }) => assignee === null)).toBe(true);
    const [{ number } = { number: 0 }] = mine.items;
    expect((await list(`q=GD-${number}`)).items.map((ticket) => ticket.number)).toEqual([number]);
    expect((await list("due=overdue")).items).toEqual([]);
    expect((await list("due=set")).items.every(({ state }) => state === "open")).toBe(true);
    expect((await list("after=nonsense")).items.length).toBeGreaterThan(0);
  });
});

type Reason = {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly parentId: string | null;
};

describe("the tree of reasons", () => {
  const create = (name: string, parentId: string | null = null, position = 0) =>
    admin.call("POST", "/reasons", { name, parentId, position });
  const move = (reason: Reason, given: object) =>
    admin.call("PUT", `/reasons/${reason.id}`, {
      name: reason.name,
      parentId: reason.parentId,
      active: true,
      version: reason.version,
      ...given,
    });
  const tree = async (): Promise<Reason[]> =>
    bodyOf<{ items: Reason[] }>(await lin.call("GET", "/reasons")).items;

  it("grows, moves and keeps its order: parents before children", async () => {
    const ship = bodyOf<Reason>(await create("物流", null, 1));
    const after = bodyOf<Reason>(await create("售后", null, 0));
    const late = bodyOf<Reason>(await create("催发货", ship.id));
    expect((await tree()).map(({ name }) => name)).toEqual(["售后", "物流", "催发货"]);
    bodyOf(await move(late, { parentId: after.id, name: "催单" }));
    expect((await tree()).map(({ name }) => name)).toEqual(["售后", "催单", "物流"]);
    expect(refusalOf(await move(late, {})).code).toBe("version_conflict");
    expect(refusalOf(await move(after, { parentId: after.id })).code).toBe("reason_in_itself");
    expect(refusalOf(await move(after, { parentId: late.id })).code).toBe("reason_in_itself");
    expect(refusalOf(await create("物流")).code).toBe("reason_name_taken");
    expect(refusalOf(await create("孤儿", randomUUID())).code).toBe("reason_parent_gone");
  });

  it("has four levels", async () => {
    let parentId: string | null = null;
    for (const name of ["一", "二", "三", "四"]) {
      parentId = bodyOf<Reason>(await create(name, parentId)).id;
    }
    expect(refusalOf(await create("五", parentId))).toMatchObject({
      code: "reason_too_deep",
      params: { max: 4 },
    });
  });

  it("is an administrator's to change", async () => {
    expect((await lin.call("POST", "/reasons", { name: "x", parentId: null })).status).toBe(403);
  });
});

type Canned = {
  readonly id: string;
  readonly code: string;
  readonly initials: string;
  readonly version: number;
};

describe("canned replies", () => {
  const create = (agent: Agent, given: object) =>
    agent.call("POST", "/canned", {
      code: "tk",
      title: "退款流程",
      body: "{{客户称呼}}，退款…",
      scope: "all",
      ...given,
    });
  const of = async (agent: Agent, query = ""): Promise<Canned[]> =>
    bodyOf<{ items: Canned[] }>(await agent.call("GET", `/canned${query}`)).items;

  it("of everybody are a supervisor's to write, and are found by how they are read", async () => {
    expect(refusalOf(await create(lin, {})).code).toBe("forbidden");
    expect(bodyOf<Canned>(await create(chief, {}))).toMatchObject({ initials: "tklc" });
    expect((await of(lin)).map(({ code }) => code)).toEqual(["tk"]);
    expect(refusalOf(await create(chief, { code: "TK" }))).toMatchObject({ code: "canned_code_taken" });
  });

  it("of one person are her own: nobody else sees or changes them", async () => {
    const mine = bodyOf<Canned>(await create(lin, { scope: "mine", title: "我的开场白" }));
    expect((await of(lin)).map(({ id }) => id)).toContain(mine.id);
    expect((await of(chief, "?all=true")).map(({ id }) => id)).not.toContain(mine.id);
    const edit = { code: "x", title: "x", body: "x", active: true, version: 1 };
    expect(refusalOf(await chief.call("PUT", `/canned/${mine.id}`, edit)).code).toBe("canned_gone");
    expect(bodyOf(await lin.call("PUT", `/canned/${mine.id}`, edit))).toMatchObject({ version: 2 });
    expect(refusalOf(await lin.call("PUT", `/canned/${mine.id}`, edit)).code).toBe("version_conflict");
  });

  it("of a queue are its members', until they are switched off", async () => {
    const ours = bodyOf<Canned>(
      await create(chief, { scope: "queue", queueId: floor.queueId, code: "fh", title: "发货时间" }),
    );
    expect((await of(lin)).map(({ code }) => code)).toContain("fh");
    expect(refusalOf(await create(chief, { scope: "queue" })).code).toBe("canned_queue_missing");
    expect(refusalOf(await create(chief, { scope: "queue", queueId: randomUUID() })).code).toBe("queue_gone");
    const off = { code: "fh", title: "发货时间", body: "x", active: false, version: 1 };
    bodyOf(await chief.call("PUT", `/canned/${ours.id}`, off));
    expect((await of(lin)).map(({ code }) => code)).not.toContain("fh");
    expect((await of(chief, "?all=true")).map(({ code }) => code)).toContain("fh");
  });
});
