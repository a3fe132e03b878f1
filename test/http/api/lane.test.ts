import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

import { LANES } from "../../../src/core/queue/lane.ts";
import { type Browser, browser, signedIn } from "../../support/api.ts";
import { auditOf, type House, openHouse } from "../../support/house.ts";
import { openShop } from "../../support/shop.ts";

let house: House;
let he: Browser;

beforeAll(async () => {
  house = await openHouse();
  await openShop(house.url);
  he = browser(house.node, await house.admin.cookie());
  const group = (await he("POST", "/queue-groups", { name: "屿禾" })).body as { id: string };
  await he("POST", "/queues", { groupId: group.id, key: "risk", name: "安全与合规" });
});
afterAll(() => house.close());

type Lanes = {
  seen: string;
  lanes: { lane: string; queueId: string | null; isLost: boolean }[];
  queues: { id: string; name: string }[];
  risks: { rule: string; text: string }[];
};
const lanes = async () => (await he("GET", "/lanes")).body as Lanes;
const queuesOf = ({ lanes: all }: Lanes) => Object.fromEntries(all.map((one) => [one.lane, one.queueId]));

describe("the queue of a matter", () => {
  it("is chosen among those that are open, is what waits there then, and is told in the audit", async () => {
    const before = await lanes();
    expect(before.lanes.map(({ lane }) => lane)).toEqual([...LANES]);
    const [queue] = before.queues;
    if (queue === undefined) throw new Error("there is no queue");
    const queues = { ...queuesOf(before), risk: queue.id, complaint: queue.id };
    const kept = await he("PUT", "/lanes", { seen: before.seen, queues });
    expect(kept.status).toBe(200);
    expect(queuesOf(kept.body as Lanes)).toEqual(queues);
    const tried = await he("POST", "/lanes/try", { text: "都第三次了还没人管，我要投诉！" });
    expect(tried.body).toMatchObject({ lane: "complaint", isUsual: false, queue: queue.name });
    expect((await auditOf(house, "lane.kept"))[0]?.data).toMatchObject({ complaint: queue.id });
  });

  it("of danger is never left open; nobody writes over what she has not seen, nor names what is not there", async () => {
    const { seen, ...now } = await lanes();
    const queues = queuesOf({ seen, ...now });
    const code = async (body: object) =>
      ((await he("PUT", "/lanes", body)).body as { error: { code: string } }).error.code;
    expect(await code({ seen, queues: { ...queues, risk: null } })).toBe("lane_risk_queue");
    expect(await code({ seen: "otherwise", queues })).toBe("version_conflict");
    const gone = "01999999-9999-7999-8999-999999999999";
    expect(await code({ seen, queues: { ...queues, praise: gone } })).toBe("queue_gone");
    const li = browser(
      house.node,
      (await signedIn(house.tables, [{ role: "supervisor", queues: "all" }])).cookie,
    );
    expect((await li("PUT", "/lanes", { seen, queues })).status).toBe(403);
  });

  it.each([
    ["壶底冒烟了怎么办", { lane: "risk", risk: "risk_fire_or_electric", isUsual: false }],
    ["這款還有現貨嗎", { lane: "purchase", risk: null, isUsual: false }],
    ["嗯嗯", { lane: "service", words: null, isUsual: true }],
  ])("is told with the words by which: %s", async (text, told) => {
    const { body } = await he("POST", "/lanes/try", { text });
    expect(body).toMatchObject(told);
  });

  type Words = { items: { id: string; lane: string; rule: string | null; word: string }[] };
  const add = (lane: string, word: string, rule: string | null = null) =>
    he("POST", "/lanes/words", { lane, rule, word });
  const refusal = async (answer: ReturnType<typeof add>) =>
    ((await answer).body as { error: { code: string } }).error.code;

  it("is told by a word of the house at once, until that is taken out; the audit names it by its id", async () => {
    const added = await add("purchase", "以旧换新");
    const [item] = (added.body as Words).items;
    expect(item).toMatchObject({ lane: "purchase", rule: null, word: "以旧换新" });
    const tried = async () => (await he("POST", "/lanes/try", { text: "你们有以舊換新么" })).body;
    expect(await tried()).toMatchObject({ lane: "purchase", words: "以旧换新", isOwn: true });
    await he("DELETE", `/lanes/words/${item?.id ?? ""}`);
    expect(await tried()).toMatchObject({ isOwn: false });
    const [removed] = await auditOf(house, "lane_word.removed");
    expect(removed).toMatchObject({ data: { lane: "purchase" } });
    expect(JSON.stringify(removed)).not.toContain("以旧换新");
    expect(await refusal(he("DELETE", `/lanes/words/${item?.id ?? ""}`))).toBe("lane_word_gone");
  });

  it("of danger is told by the word of which danger it is", async () => {
    expect(await refusal(add("risk", "蒸汽阀"))).toBe("lane_word_rule");
    expect(await refusal(add("service", "蒸汽阀", "risk_injury"))).toBe("lane_word_rule");
    expect((await add("risk", "蒸汽阀", "risk_injury")).status).toBe(200);
    expect((await he("POST", "/lanes/try", { text: "蒸汽阀飞出来了" })).body).toMatchObject({
      lane: "risk",
      risk: "risk_injury",
    });
  });

  it.each([
    ["praise", "蒸汽阀 ", "lane_word_taken"],
    ["praise", "投诉", "lane_word_known"],
    ["service", "退货", "lane_word_known"],
    ["service", "阀", "lane_word_short"],
    ["service", "阀.*坏", "lane_word_pattern"],
    ["service", "阀".repeat(31), "lane_word_long"],
  ])("takes no word of %s that is nobody's gain: %s, %s", async (lane, word, code) => {
    expect(await refusal(add(lane, word))).toBe(code);
  });

  it("stands beside the one sentence of each danger", async () => {
    const { risks } = await lanes();
    expect(risks.length).toBeGreaterThan(8);
    expect(risks.filter(({ text }) => text.length < 10)).toEqual([]);
  });
});
