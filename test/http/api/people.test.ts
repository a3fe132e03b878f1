import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { defaultQueuePolicy } from "../../../src/core/queue/policy.ts";
import { randomUUID } from "node:crypto";

import type { Grant } from "../../../src/core/access/actor.ts";
import { browser, type Browser, signedIn } from "../../support/api.ts";
import { auditOf, code, type House, openHouse } from "../../support/house.ts";

type Staff = { id: string; login: string; name: string; version: number; roles: Grant[]; invited: boolean };
type Page<Item> = { items: Item[]; next: string | null };
type Queue = { id: string; version: number; policy: object; members: { staffId: string; level: number }[] };

let house: House;
let admin: Browser;

beforeAll(async () => {
  house = await openHouse();
  admin = browser(house.node, await house.admin.cookie());
}, 30_000);
afterAll(() => house.close());

const as = async (...grants: Grant[]) => {
  const { id, cookie } = await signedIn(house.tables, grants);
  return { id, call: browser(house.node, cookie) };
};
const everywhere = (role: Grant["role"]): Grant => ({ role, queues: "all" });
const unique = (): string => randomUUID().slice(0, 8);

async function create(given: object = {}): Promise<Staff> {
  const answer = await admin("POST", "/staff", { login: `p.${unique()}`, name: "林晓", roles: [], ...given });
  expect(answer).toMatchObject({ status: 200 });
  return (answer.body as { staff: Staff }).staff;
}

async function createQueue(): Promise<Queue> {
  const group = (await admin("POST", "/queue-groups", { name: `屿禾 ${unique()}` })).body as { id: string };
  const key = `q_${unique()}`;
  const answer = await admin("POST", "/queues", { groupId: group.id, key, name: "售后一组" });
  expect(answer).toMatchObject({ status: 200 });
  return answer.body as Queue;
}

describe("people", () => {
  it("are made with what they are given, and defaults for the rest", async () => {
    const staff = await create({
      login: "Lin.Xiao+01@yuhe.cn",
      employeeNo: "0137",
      roles: [everywhere("agent")],
    });
    expect(staff).toMatchObject({
      login: "Lin.Xiao+01@yuhe.cn",
      employeeNo: "0137",
      state: "active",
      invited: true,
      language: "zh-CN",
      capacity: 5,
      roles: [everywhere("agent")],
      version: 1,
    });
    expect((await admin("GET", `/staff/${staff.id}`)).body).toEqual(staff);
  });

  it.each<[string, object, string]>([
    ["a login in other letters", { login: "LIN.XIAO.TAKEN" }, "login_taken"],
    ["an employee number", { employeeNo: "taken-no" }, "employee_no_taken"],
    ["the same role twice", { roles: [everywhere("agent"), everywhere("agent")] }, "role_twice"],
    ["a queue that is not there", { roles: [{ role: "agent", queues: [randomUUID()] }] }, "queue_gone"],
    ["an administrator of one queue", { roles: [{ role: "admin", queues: [] }] }, "role_everywhere"],
    ["a role that we do not know", { roles: [{ role: "root", queues: "all" }] }, "input_invalid"],
    ["a name of two lines", { name: "林\n晓" }, "input_invalid"],
    ["a name that turns the page around", { name: "林\u202e晓" }, "input_invalid"],
    ["a login with a blank", { login: "lin xiao" }, "input_invalid"],
  ])("are refused with %s", async (_, given, expected) => {
    await admin("POST", "/staff", {
      login: "lin.xiao.taken",
      name: "林晓",
      employeeNo: "taken-no",
      roles: [],
    });
    const answer = await admin("POST", "/staff", {
      login: `p.${unique()}`,
      name: "林晓",
      roles: [],
      ...given,
    });
    expect(code(answer)).toBe(expected);
  });

  it("are made once where two want the same login at once", async () => {
    const login = `p.${unique()}`;
    const answers = await Promise.all(
      [1, 2, 3].map(() => admin("POST", "/staff", { login, name: "阿杰", roles: [] })),
    );
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409, 409]);
    expect(answers.map(code).filter(Boolean)).toEqual(["login_taken", "login_taken"]);
  });

  it("are changed field by field, by whoever has seen the newest", async () => {
    const { id } = await create({ employeeNo: `no-${unique()}` });
    const change = { version: 1, name: "林小", capacity: 8, employeeNo: null };
    const changed = await admin("PATCH", `/staff/${id}`, change);
    expect(changed).toMatchObject({ status: 200, body: { ...change, version: 2, language: "zh-CN" } });
    const late = await admin("PATCH", `/staff/${id}`, { version: 1, name: "林大" });
    expect([late.status, code(late)]).toEqual([409, "version_conflict"]);
    expect(code(await admin("PATCH", `/staff/${randomUUID()}`, change))).toBe("staff_gone");
    const line = (await auditOf(house, "staff.updated")).find(({ subject_id }) => subject_id === id);
    expect(line?.data).toEqual({ fields: ["name", "employeeNo", "capacity"] });
  });

  it("are listed in pages, and found by a part of name, login or number", async () => {
    const tag = unique();
    const made = await Promise.all(
      ["甲", "乙", "丙"].map((name) => create({ name: `${name}${tag}`, login: `x.${unique()}` })),
    );
    const find = async (query: string) => (await admin("GET", `/staff?${query}`)).body as Page<Staff>;
    const first = await find(`limit=2&search=${tag.toUpperCase()}`);
    const second = await find(`limit=2&search=${tag}&after=${first.next}`);
    expect([first.items.length, second.items.length, second.next]).toEqual([2, 1, null]);
    expect(new Set([...first.items, ...second.items].map(({ id }) => id))).toEqual(
      new Set(made.map(({ id }) => id)),
    );
    expect((await find(`search=${made[0]?.login}`)).items).toHaveLength(1);
    expect((await find("search=100%25")).items).toEqual([]);
    expect(code(await admin("GET", "/staff?limit=1000"))).toBe("input_invalid");
  });

  it("are seen by a supervisor of a queue only where they belong to it", async () => {
    const queue = await createQueue();
    const [member, stranger] = [await create(), await create()];
    await admin("PUT", `/queues/${queue.id}/members/${member.id}`, { level: 0 });
    const { call } = await as({ role: "supervisor", queues: [queue.id] });
    const seen = (await call("GET", "/staff")).body as Page<Staff>;
    expect(seen.items.map(({ id }) => id)).toEqual([member.id]);
    expect((await call("GET", `/staff/${member.id}`)).status).toBe(200);
    expect(code(await call("GET", `/staff/${stranger.id}`))).toBe("staff_gone");
    const queues = (await call("GET", "/queues")).body as { queues: Queue[] };
    expect(queues.queues.map(({ id }) => id)).toEqual([queue.id]);
  });

  it("cannot disable themselves, and come back as they were", async () => {
    const self = await as(everywhere("admin"));
    const { version } = (await self.call("GET", `/staff/${self.id}`)).body as Staff;
    expect(code(await self.call("POST", `/staff/${self.id}/disable`, { version }))).toBe("self_disable");
    const { id } = await create({ roles: [everywhere("agent")] });
    expect((await admin("POST", `/staff/${id}/disable`, { version: 1 })).body).toMatchObject({
      state: "disabled",
    });
    expect(code(await admin("POST", `/staff/${id}/link`))).toBe("staff_disabled");
    expect((await admin("POST", `/staff/${id}/enable`, { version: 2 })).body).toMatchObject({
      state: "active",
      roles: [everywhere("agent")],
    });
  });
});

describe("the last administrator", () => {
  it("stays one, also where two remove each other at once", async () => {
    // Whoever is invited and has not come yet administers nothing.
    await create({ roles: [everywhere("admin")] });
    const [one, two] = [await as(everywhere("admin")), await as(everywhere("admin"))];
    await house.tables.rows(
      "UPDATE staff SET state = 'disabled' WHERE id <> ALL ($1::uuid[]) AND password_hash IS NOT NULL",
      [[one.id, two.id]],
    );
    const remove = (from: Browser, id: string) => from("PATCH", `/staff/${id}`, { version: 1, roles: [] });
    const answers = await Promise.all([remove(one.call, two.id), remove(two.call, one.id)]);
    // Whoever is second is told so, or may nothing any more by then.
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const left = answers[0]?.status === 200 ? one : two;
    expect(code(await remove(left.call, left.id))).toBe("last_admin");
    const other = await as(everywhere("admin"));
    await house.tables.rows("UPDATE staff SET password_hash = NULL WHERE id = $1", [other.id]);
    expect(code(await other.call("POST", `/staff/${left.id}/disable`, { version: 1 }))).toBe("last_admin");
    await house.tables.rows("UPDATE staff SET state = 'active'");
  });
});

describe("queues", () => {
  it("are made with the default policy, and changed by the fields that are given", async () => {
    const queue = await createQueue();
    // As JSON, without what does not limit.
    expect(queue.policy).toEqual(JSON.parse(JSON.stringify(defaultQueuePolicy)));
    const policy = { autoAccept: true, wrapRequired: ["reason"] };
    const changed = await admin("PATCH", `/queues/${queue.id}`, { version: 1, policy });
    expect(changed.body).toMatchObject({ policy: { ...queue.policy, ...policy }, version: 2 });
    const more = await admin("PATCH", `/queues/${queue.id}`, { version: 2, policy: { offerMs: 45_000 } });
    expect(more.body).toMatchObject({ policy: { autoAccept: true, offerMs: 45_000, noAnswerMax: 1 } });
    expect(code(await admin("PATCH", `/queues/${queue.id}`, { version: 2, name: "投诉" }))).toBe(
      "version_conflict",
    );
    expect(code(await admin("PATCH", `/queues/${queue.id}`, { version: 3, policy: { offerMs: 1 } }))).toBe(
      "input_invalid",
    );
  });

  it("let a limit go again, and tell what is usual", async () => {
    const queue = await createQueue();
    const path = `/queues/${queue.id}`;
    const limited = await admin("PATCH", path, { version: 1, policy: { waitMsMax: 60_000, lengthMax: 5 } });
    expect(limited.body).toMatchObject({ policy: { waitMsMax: 60_000, lengthMax: 5 } });
    const free = await admin("PATCH", path, { version: 2, policy: { waitMsMax: null } });
    expect((free.body as Queue).policy).toEqual({ ...queue.policy, lengthMax: 5 });
    const { usual } = (await admin("GET", "/queues")).body as { usual: object };
    expect(usual).toEqual(queue.policy);
  });

  it("send nobody round in a circle, to a queue that is shut, or to another floor", async () => {
    const [first, elsewhere] = [await createQueue(), await createQueue()];
    const group = await house.tables.value<string>("SELECT group_id FROM queue WHERE id = $1", [first.id]);
    const body = { groupId: group, key: `q${unique()}`, name: "售后二组", policy: { overflowTo: first.id } };
    const second = (await admin("POST", "/queues", body)).body as Queue;
    const sendOn = (overflowTo: string) =>
      admin("PATCH", `/queues/${first.id}`, { version: 1, policy: { overflowTo } });
    const circle = await sendOn(second.id);
    expect(code(circle)).toBe("overflow_circle");
    expect(JSON.stringify(circle.body)).toContain("售后一组 → 售后二组 → 售后一组");
    expect(code(await sendOn(first.id))).toBe("overflow_circle");
    expect(code(await sendOn(elsewhere.id))).toBe("overflow_elsewhere");
    expect(code(await sendOn(randomUUID()))).toBe("overflow_gone");
    await admin("PATCH", `/queues/${second.id}`, { version: 1, state: "closed" });
    expect(code(await sendOn(second.id))).toBe("overflow_gone");
    expect(
      code(await admin("PATCH", `/queues/${first.id}`, { version: 1, policy: { weights: { chat: 0 } } })),
    ).toBe("input_invalid");
  });

  it("take members and let them go", async () => {
    const queue = await createQueue();
    const { id } = await create();
    const path = `/queues/${queue.id}/members/${id}`;
    expect((await admin("PUT", path, { level: 2 })).body).toMatchObject({
      members: [{ staffId: id, level: 2 }],
    });
    expect((await admin("PUT", path, { priority: 2, delayMs: 5_000 })).body).toMatchObject({
      members: [{ staffId: id, level: 0, priority: 2, delayMs: 5_000 }],
    });
    expect((await admin("PUT", path, {})).body).toMatchObject({
      members: [{ staffId: id, level: 0, priority: 2, delayMs: 5_000 }],
    });
    expect((await admin("DELETE", path)).body).toMatchObject({ members: [] });
    expect(code(await admin("PUT", `/queues/${queue.id}/members/${randomUUID()}`, {}))).toBe("staff_gone");
    expect(code(await admin("PUT", `/queues/${randomUUID()}/members/${id}`, {}))).toBe("queue_gone");
  });

  it("have a key and a group name of their own", async () => {
    const group = (await admin("POST", "/queue-groups", { name: "只有一个" })).body as { id: string };
    expect(code(await admin("POST", "/queue-groups", { name: "只有一个" }))).toBe("group_name_taken");
    const queue = { groupId: group.id, key: "only_one", name: "售前" };
    expect((await admin("POST", "/queues", queue)).status).toBe(200);
    expect(code(await admin("POST", "/queues", queue))).toBe("queue_key_taken");
    expect(code(await admin("POST", "/queues", { ...queue, key: "other", groupId: randomUUID() }))).toBe(
      "group_gone",
    );
  });
});

describe("seats", () => {
  it("are made all or none, listed by number, retired and brought back", async () => {
    const group = (await admin("POST", "/queue-groups", { name: `楼层 ${unique()}` })).body as { id: string };
    const make = (...numbers: string[]) => admin("POST", "/seats", { groupId: group.id, numbers });
    const made = (await make("B-002", "B-001")).body as { items: { id: string; number: string }[] };
    expect(made.items.map(({ number }) => number)).toEqual(["B-002", "B-001"]);
    expect(await make("B-003", "B-001")).toMatchObject({ body: { error: { params: { number: "B-001" } } } });
    const listed = (await admin("GET", "/seats")).body as { items: { number: string }[] };
    expect(listed.items.map(({ number }) => number)).toEqual(["B-001", "B-002"]);
    const retired = await admin("PUT", `/seats/${made.items[0]?.id}/state`, { state: "retired" });
    expect(retired.body).toMatchObject({ number: "B-002", state: "retired" });
    expect(code(await admin("PUT", `/seats/${randomUUID()}/state`, { state: "retired" }))).toBe("seat_gone");
    expect(code(await make("b 1"))).toBe("input_invalid");
  });
});

describe("the audit", () => {
  it("says who did what to whom, newest first, page by page", async () => {
    const { id, call } = await as(everywhere("admin"));
    const made = ["一", "二", "三"].map((name) => ({ login: `a.${unique()}`, name, roles: [] }));
    for (const body of made) await call("POST", "/staff", body);
    const auditor = await as(everywhere("auditor"));
    const read = async (query: string) =>
      (await auditor.call("GET", `/audit?${query}`)).body as Page<{
        action: string;
        actorName: string;
        subjectId: string;
      }>;
    const first = await read(`actor=staff:${id}&limit=2`);
    const second = await read(`actor=staff:${id}&limit=2&after=${first.next}`);
    expect(first.items.map(({ action, actorName }) => [action, actorName])).toEqual([
      ["staff.created", "林晓"],
      ["staff.created", "林晓"],
    ]);
    expect([second.items.length, second.next]).toEqual([1, null]);
    const about = await read(`subject=staff&subjectId=${second.items[0]?.subjectId}`);
    expect(about.items.map(({ action }) => action)).toEqual(["staff.created"]);
  });

  it("is shut to those who only work, as is what only administrators may", async () => {
    const { call } = await as(everywhere("agent"));
    for (const path of ["/audit", "/staff", "/roles"]) {
      const answer = await call("GET", path);
      expect([answer.status, code(answer)]).toEqual([403, "forbidden"]);
    }
    const auditor = await as(everywhere("auditor"));
    expect(code(await auditor.call("POST", "/staff", { login: "auditor.2", name: "周敏", roles: [] }))).toBe(
      "forbidden",
    );
  });

  it("names roles with what they may", async () => {
    const { items } = (await admin("GET", "/roles")).body as {
      items: { role: string; permissions: string[] }[];
    };
    expect(items.map(({ role }) => role)).toEqual(["agent", "supervisor", "admin", "executive", "auditor"]);
    expect(items[0]?.permissions).toContain("contact.serve");
  });
});
