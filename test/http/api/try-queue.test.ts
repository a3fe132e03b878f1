import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

import { type Agent, bodyOf, type DeskFloor, openDeskFloor, refusalOf } from "../../support/desk.ts";
import { SAYS } from "../../support/shop.ts";

let floor: DeskFloor;
let amy: Agent;
let bob: Agent;
let boss: Agent;
let admin: Agent;
let now = Date.now();

type Candidate = {
  readonly name: string;
  readonly verdict: string;
  readonly why: { zh: string; en: string };
};
type Answer = { readonly place: { zh: string }; readonly candidates: readonly Candidate[] };

beforeAll(async () => {
  floor = await openDeskFloor({ clock: () => now });
  amy = await floor.agent("阿美", { capacity: 1 });
  now += 1_000;
  bob = await floor.agent("阿博", { capacity: 2 });
  boss = await floor.agent("班长", { grants: [{ role: "supervisor", queues: "all" }], capacity: null });
  admin = await floor.agent("管理", { grants: [{ role: "admin", queues: "all" }], capacity: null });
  await floor.tables.rows("DELETE FROM queue_member WHERE staff_id = ANY ($1)", [[admin.id]]);
});
afterAll(() => floor.close());

const tried = async (wish: object = {}, who = boss): Promise<Answer> =>
  bodyOf<Answer>(await who.call("POST", `/queues/${floor.queueId}/try`, wish));
const verdicts = ({ candidates }: Answer): readonly string[] =>
  candidates.map(({ name, verdict }) => `${name} ${verdict}`);

describe("POST /queues/:id/outlook", () => {
  const outlook = async (policy: object = {}, who = boss) =>
    bodyOf<object>(await who.call("POST", `/queues/${floor.queueId}/outlook`, { policy }));

  it("tells of the last hour, and which promise breaks first, also by a policy that is not saved", async () => {
    expect(await outlook()).toMatchObject({
      load: { slots: 3, publicAnHour: 0, dueMs: 900_000 },
      publicDue: { holds: true },
      first: null,
    });
    expect(refusalOf(await boss.call("POST", `/queues/${randomUUID()}/outlook`, {}))).toMatchObject({
      code: "queue_gone",
    });
    const hours = { hours: { open: "9:00", close: "21:00" } };
    expect(
      refusalOf(await boss.call("POST", `/queues/${floor.queueId}/outlook`, { policy: hours })),
    ).toMatchObject({
      code: "input_invalid",
      params: { fields: "policy.hours.open" },
    });
  });
});

describe("POST /queues/:id/try", () => {
  it("says who would get a customer who is not there, and why each of the others not", async () => {
    const answer = await tried();
    expect(verdicts(answer)).toEqual(["阿美 first", "阿博 later", "班长 passed"]);
    expect(answer.candidates[2]?.why).toEqual({ zh: "未示闲（已签出）。", en: "not ready (signed out)." });
  });

  it("looks at the floor as it is: who has no room is passed over, and who waits already comes before", async () => {
    await floor.serve("fan 1", amy);
    await floor.say("fan 2", SAYS.person);
    const answer = await tried();
    expect(verdicts(answer)).toEqual(["阿博 first", "阿美 passed", "班长 passed"]);
    expect(answer.candidates[1]?.why.zh).toBe("容量 1，已用 1，此次需要 1。");
    expect(answer.place.zh).toMatch(/前面还有 1 位/);
    expect((await tried({ lane: "complaint" })).place.zh).toMatch(/前面还有 0 位/);
    expect(await floor.contactOf("fan 2")).toMatchObject({ state: "queued" });
  });

  it("asks for skills, and says what is lacking; a skill that nobody has is a mistake", async () => {
    const { version } = bodyOf<{ version: number }>(await admin.call("GET", `/staff/${bob.id}`));
    const abilities = { skills: { 西班牙语: 3 } };
    expect((await admin.call("PATCH", `/staff/${bob.id}`, { version, abilities })).status).toBe(200);
    const asked = (min: number) => tried({ skills: [{ skill: "西班牙语", min }] });
    expect(verdicts(await asked(3))[0]).toBe("阿博 first");
    expect((await asked(4)).candidates.find(({ name }) => name === "阿博")?.why.zh).toBe(
      "需要 西班牙语 4，现有 3。",
    );
    const wrong = { skills: [{ skill: "世界语", min: 1 }] };
    expect(refusalOf(await boss.call("POST", `/queues/${floor.queueId}/try`, wrong))).toMatchObject({
      code: "skill_unknown",
    });
    expect(await boss.call("GET", "/skills")).toMatchObject({
      body: { items: [{ skill: "西班牙语", people: [{ name: "阿博", level: 3 }] }] },
    });
  });

  it("answers by a policy that is not saved, and leaves the queue as it is", async () => {
    await floor.tables.rows("UPDATE queue_member SET level = 1 WHERE staff_id = $1", [bob.id]);
    const policy = { rings: [0, 60_000] };
    expect(verdicts(await tried({ policy }))).not.toContain("阿博 first");
    expect(verdicts(await tried({ policy, ageMs: 60_000 }))).toContain("阿博 first");
    expect(verdicts(await tried({ policy: { mode: "pull" } })).every((one) => one.endsWith("passed"))).toBe(
      true,
    );
    expect(verdicts(await tried())).toContain("阿博 first");
  });

  it("shows whom a queue keeps from new agents: not saved yet, and of a fan whom many follow", async () => {
    const { version } = bodyOf<{ version: number }>(await admin.call("GET", `/staff/${bob.id}`));
    const abilities = { nursery: { since: "2026-01-01", caps: [2] } };
    expect((await admin.call("PATCH", `/staff/${bob.id}`, { version, abilities })).status).toBe(200);
    const why = async (wish: object) =>
      (await tried(wish)).candidates.find(({ name }) => name === "阿博")?.why.zh;
    const policy = { newcomers: "usual", kolFollowers: 500 };
    expect(await why({ policy, isPublic: true, followers: 499 })).toBe("顺序最前。");
    const kept = "新人期内，本队列不把此会话分给新人。";
    expect(await why({ policy, isPublic: true, followers: 500 })).toBe(kept);
    expect(await why({ policy, isVip: true })).toBe(kept);
    expect(await why({ policy: { newcomers: "none" } })).toBe(kept);
  });

  it("is for whoever may see staff, of her queues alone, and only while the queue is open", async () => {
    const path = `/queues/${floor.queueId}/try`;
    expect(refusalOf(await amy.call("POST", path, {}))).toMatchObject({ status: 403 });
    const elsewhere = await floor.agent("别组班长", {
      grants: [{ role: "supervisor", queues: [randomUUID()] }],
      capacity: null,
    });
    expect(refusalOf(await elsewhere.call("POST", path, {}))).toMatchObject({ code: "queue_gone" });
    await floor.tables.rows("UPDATE queue SET state = 'closed' WHERE id = $1", [floor.queueId]);
    expect(refusalOf(await boss.call("POST", path, {}))).toMatchObject({ code: "queue_closed" });
  });
});
