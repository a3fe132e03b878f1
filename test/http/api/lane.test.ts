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

  it("stands beside the one sentence of each danger", async () => {
    const { risks } = await lanes();
    expect(risks.length).toBeGreaterThan(8);
    expect(risks.filter(({ text }) => text.length < 10)).toEqual([]);
  });
});
