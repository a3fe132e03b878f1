import { randomUUID } from "node:crypto";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

import { HOUR, MINUTE, SECOND } from "../../../src/core/kernel/instant.ts";
import { code } from "../../support/house.ts";
import type { Agent } from "../../support/desk.ts";
import { fan, keptFans } from "./platform.ts";
import { type FanRig, openFanRig } from "./rig.ts";

const HOSTILE = "<img src=x onerror=alert(1)>";
const shop = keptFans();
const second = keptFans();
let rig: FanRig;
let lin: Agent;
let lead: Agent;
let shopId: string;
const others = new Set<string>();

beforeAll(async () => {
  rig = await openFanRig((accountId) => (others.has(accountId) ? second : shop));
  lin = await rig.floor.agent("林晓", { capacity: 30 });
  lead = await rig.floor.agent("何姐", { grants: [{ role: "supervisor", queues: "all" }] });
  shopId = rig.floor.channel.account.id;
});
afterAll(async () => {
  await rig.close();
  expect(rig.troubles).toEqual([]);
});

/** A fan who is served by Lin. */
async function served(name: string, more: Parameters<typeof fan>[1] = {}): Promise<string> {
  shop.fans.set(name, fan(name, more));
  const { conversationId } = await rig.floor.serve(name, lin);
  await rig.settle();
  return conversationId;
}

/** The same fan's identity on another account. */
async function beside(name: string, unionId: string): Promise<string> {
  const { rows } = rig.floor.tables;
  const [accountId, identityId] = [randomUUID(), randomUUID().replace(/^(.{14}).(.*)$/, "$17$2")];
  others.add(accountId);
  await rows(
    "INSERT INTO account (id, platform, name, simulated, config, created_at) VALUES ($1, 'test', $2, true, '{}', now())",
    [accountId, `屿禾视频号 ${accountId.slice(0, 4)}`],
  );
  await rows("INSERT INTO identity (id, account_id, external_id, created_at) VALUES ($1, $2, $3, now())", [
    identityId,
    accountId,
    name,
  ]);
  second.fans.set(name, fan(name, { unionId }));
  return identityId;
}

describe("who a fan is", () => {
  it("is asked after her first word, for many fans at once, and markup stays text", async () => {
    shop.asked.length = 0;
    for (const name of ["o1", "o2", "o3"]) shop.fans.set(name, fan(name, { remark: HOSTILE, scene: "mall" }));
    for (const name of ["o1", "o2", "o3"]) await rig.floor.say(name, "你好");
    await rig.settle();
    expect(shop.asked.filter((one) => one.startsWith("read")).toSorted()).toEqual(["read o1 o2 o3"]);
    const id = await served("o1", { remark: HOSTILE, scene: "mall" });
    const card = await rig.card(lin, id);
    expect(card.known).toMatchObject({ follows: true, remark: HOSTILE, scene: "mall" });
    expect(card.stale).toBe(false);
  });

  it("is not lost because of one whom the platform does not know", async () => {
    shop.fans.set("p1", fan("p1"));
    shop.fans.set("p3", fan("p3"));
    for (const name of ["p1", "p2-unknown", "p3"]) await rig.floor.say(name, "你好");
    await rig.settle();
    const rows = await rig.floor.tables.rows<{ fan: string; follows: boolean | null; code: string | null }>(
      `SELECT external_id::text AS fan, follows, code FROM fan_profile JOIN identity i ON i.id = identity_id
       WHERE external_id::text LIKE 'p%' ORDER BY 1`,
    );
    expect(rows).toEqual([
      { fan: "p1", follows: true, code: null },
      { fan: "p2-unknown", follows: null, code: "40003" },
      { fan: "p3", follows: true, code: null },
    ]);
  });

  it("is asked again later where nobody answered, and not at all while the account is refused", async () => {
    shop.fans.set("q1", fan("q1"));
    shop.instead.push({ kind: "unanswered", code: "timeout" });
    await rig.floor.say("q1", "你好");
    await rig.settle();
    const follows = () =>
      rig.floor.tables.value(
        "SELECT follows FROM fan_profile JOIN identity i ON i.id = identity_id WHERE external_id = 'q1'",
      );
    expect(await follows()).toBeNull();
    rig.tick(2 * MINUTE);
    await rig.settle();
    expect(await follows()).toBe(true);

    shop.instead.push({ kind: "refused", code: "45009", whose: "account", afterMs: HOUR });
    shop.fans.set("q2", fan("q2"));
    await rig.floor.say("q2", "你好");
    await rig.settle();
    shop.asked.length = 0;
    rig.tick(30 * MINUTE);
    await rig.settle();
    expect(shop.asked.filter((one) => one.startsWith("read"))).toEqual([]);
    rig.tick(31 * MINUTE);
    await rig.settle();
    expect(shop.asked).toContainEqual("read q2");
    expect(rig.refused).toContain("profile 45009");
  });

  it("who does not follow any more is known as such, with what was known before", async () => {
    const id = await served("r1", { language: "zh_CN", remark: "老客户" });
    shop.fans.set("r1", { externalId: "r1", follows: false, labels: [] });
    expect((await rig.post(lin, id, "ask")).status).toBe(204);
    await rig.settle();
    expect((await rig.card(lin, id)).known).toMatchObject({ follows: false, remark: "老客户" });
  });
});

describe("one person on two accounts", () => {
  it("is one customer, until somebody says that she is not, and then for good", async () => {
    const other = await beside("u1-other", "union-1");
    await rig.settle();
    const id = await served("u1", { unionId: "union-1" });
    const card = await rig.card(lin, id);
    expect(card.others).toMatchObject([{ identityId: other, mergeId: expect.any(String) }]);
    const evidence = await rig.floor.tables.rows("SELECT evidence, by, from_id FROM identity_merge");
    expect(evidence).toEqual([
      { evidence: { kind: "union_id" }, by: "system", from_id: null },
      { evidence: { kind: "union_id" }, by: "system", from_id: null },
    ]);

    const mergeId = card.others[0]?.mergeId;
    expect((await rig.post(lin, id, "part", { mergeId })).status).toBe(204);
    expect(code(await rig.post(lin, id, "part", { mergeId }))).toBe("merge_gone");
    expect((await rig.card(lin, id)).others).toEqual([]);
    await rig.post(lin, id, "ask");
    await rig.settle();
    expect((await rig.card(lin, id)).others).toEqual([]);
  });
});

describe("what an agent changes of a fan", () => {
  const label = (value: string) => ({ change: { kind: "label", value } });

  it("is shown as asked for until the platform has done it", async () => {
    const id = await served("c1");
    expect((await rig.post(lin, id, "changes", label("老客户🌸"))).status).toBe(204);
    expect((await rig.card(lin, id)).changes).toMatchObject([
      { kind: "label", value: "老客户🌸", state: "waiting" },
    ]);
    await rig.settle();
    const after = await rig.card(lin, id);
    expect(after.changes).toEqual([]);
    expect(after.known?.labels).toEqual(["老客户🌸"]);
    expect(shop.fans.get("c1")?.labels).toHaveLength(1);

    await rig.post(lin, id, "changes", { change: { kind: "unlabel", value: "老客户🌸" } });
    await rig.post(lin, id, "changes", { change: { kind: "remark", value: "王女士" } });
    await rig.settle();
    expect((await rig.card(lin, id)).known).toMatchObject({ labels: [], remark: "王女士" });
    expect(shop.fans.get("c1")).toMatchObject({ labels: [], remark: "王女士" });
  });

  it("is refused in plain words where it cannot be", async () => {
    const id = await served("c2");
    expect(code(await rig.post(lin, id, "changes", label("十一个汉字的标签名称啊")))).toBe("label_too_long");
    await rig.post(lin, id, "changes", label("一"));
    await rig.post(lin, id, "changes", label("二"));
    expect(code(await rig.post(lin, id, "changes", label("三")))).toBe("labels_of_fan_used_up");
    const remark = (value: string) => rig.post(lin, id, "changes", { change: { kind: "remark", value } });
    expect(code(await remark("字".repeat(30)))).toBe("fan_remark_too_long");
    expect((await remark("🌸".repeat(29))).status).toBe(204);
  });

  it("says what the platform refused until somebody has read it; what nobody answered is tried again", async () => {
    const id = await served("c3");
    await rig.settle();
    shop.instead.push({ kind: "refused", code: "45159", whose: "request" });
    shop.instead.push({ kind: "refused", code: "45159", whose: "request" });
    await rig.post(lin, id, "changes", label("坏"));
    await rig.settle();
    const [change] = (await rig.card(lin, id)).changes;
    expect(change).toMatchObject({ state: "refused", code: "45159" });
    expect((await rig.remove(lin, id, `changes/${change?.id}`)).status).toBe(204);
    expect((await rig.card(lin, id)).changes).toEqual([]);

    shop.instead.push({ kind: "unanswered", code: "timeout" });
    await rig.post(lin, id, "changes", { change: { kind: "remark", value: "再试" } });
    await rig.settle();
    expect((await rig.card(lin, id)).changes).toMatchObject([{ state: "waiting", code: "timeout" }]);
    rig.tick(MINUTE);
    await rig.settle();
    expect(shop.fans.get("c3")?.remark).toBe("再试");
  });

  it("a label that somebody made meanwhile is found", async () => {
    const id = await served("c4");
    shop.kept.push({ id: "7", name: "新" });
    await rig.post(lin, id, "changes", label("新"));
    await rig.settle();
    expect(shop.fans.get("c4")?.labels).toEqual(["7"]);
  });

  it("puts her on the blacklist with a reason, by who may, and takes her off", async () => {
    const id = await served("c5");
    expect((await rig.post(lin, id, "block", { reason: "辱骂" })).status).toBe(403);
    expect((await rig.post(lead, id, "block", { reason: "辱骂" })).status).toBe(204);
    await rig.settle();
    expect(shop.blacklist.has("c5")).toBe(true);
    expect((await rig.card(lead, id)).known?.blockedAt).not.toBeNull();
    await rig.post(lead, id, "unblock");
    await rig.settle();
    expect(shop.blacklist.has("c5")).toBe(false);
    expect((await rig.card(lead, id)).known?.blockedAt).toBeNull();
    const lines = await rig.floor.tables.rows<{ data: object }>(
      "SELECT action, data FROM audit WHERE action LIKE 'fan.%blocked' ORDER BY id",
    );
    expect(lines).toMatchObject([{ action: "fan.blocked" }, { action: "fan.unblocked" }]);
    expect(JSON.stringify(lines)).not.toContain("辱骂");
  });

  it("what is taken back before it was asked is never asked", async () => {
    const id = await served("c6");
    shop.asked.length = 0;
    await rig.post(lead, id, "block", { reason: "误点" });
    await rig.post(lead, id, "unblock");
    await rig.settle();
    expect(shop.asked.filter((one) => one.includes("block"))).toEqual(["unblock c6"]);
    expect(shopId).toBeDefined();
  });
});

it("asks of a crowd that the platform does not know within the pace, and one whom a person looks at first", async () => {
  const crowd = Array.from({ length: 60 }, (_, n) => `w${n}`);
  for (const name of crowd) await rig.floor.say(name, "你好");
  rig.tick(MINUTE);
  shop.asked.length = 0;
  await rig.settle();
  const afterCrowd = shop.asked.length;
  // To find all sixty by halves takes 119.
  expect(afterCrowd).toBeLessThan(90);
  shop.fans.set("w59", fan("w59"));
  const { conversationId } = await rig.floor.serve("w59", lin);
  expect((await rig.post(lin, conversationId, "ask")).status).toBe(204);
  rig.tick(4 * SECOND);
  await rig.settle();
  expect(shop.asked.slice(afterCrowd)).toContain("read w59");
});
