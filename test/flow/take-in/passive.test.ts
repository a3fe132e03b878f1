import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import type { Channel } from "../../../src/flow/channel.ts";
import type { Answer } from "../../../src/flow/take-in/lane/ticket.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";
import { type Node, openNode } from "../../support/node.ts";
import { openShop, SAYS } from "../../support/shop.ts";
import { openTables, type Tables } from "../../support/tables.ts";

let database: TestDatabase;
let tables: Tables;
let channel: Channel;
let node: Node;
let asked = 0;

beforeAll(async () => {
  database = await testDatabase();
  tables = await openTables(database.url);
  channel = await openShop(database.url);
});

beforeEach(async () => {
  node = await openNode({ url: database.url, channel, lanes: 1 });
});

afterEach(() => node.close());

afterAll(async () => {
  await tables.close();
  await database.drop();
});

type Say = Extract<Answer, { kind: "say" }>;

/** A new fan's question; give the fan to have it delivered again. */
async function ask(fan: string, at = node): Promise<Say> {
  const answer = await at.accept({ fan, number: 1, content: SAYS.ship });
  if (answer.kind !== "say") throw new Error("nothing was said");
  return answer;
}

const newFan = (): string => `fan ${(asked += 1)}`;

type Reply = { state: string; seen: string; code: string | null; lane_id: number | null };

async function replyTo(fan: string): Promise<Reply | undefined> {
  const [row] = await tables.rows<Reply>(
    `SELECT o.state, o.seen, o.code, o.lane_id FROM outbox_seen o JOIN conversation c ON c.id = o.conversation_id
     JOIN identity i ON i.id = c.identity_id WHERE i.external_id = $1`,
    [fan],
  );
  return row;
}

/** As if the reply could have left with its webhook until so long ago. */
const age = (fan: string, interval: string) =>
  tables.rows(
    `UPDATE outbox o SET passive_until = now() - $2::interval FROM conversation c JOIN identity i ON i.id = c.identity_id
     WHERE c.id = o.conversation_id AND i.external_id = $1`,
    [fan, interval],
  );

/** How that reply is seen exactly so long after it could have left: the database's clock stands still meanwhile. */
async function seenAfter(fan: string, interval: string): Promise<string | undefined> {
  await tables.rows("BEGIN");
  await age(fan, interval);
  const reply = await replyTo(fan);
  await tables.rows("COMMIT");
  return reply?.seen;
}

/** The next batch carries the watermark. */
const passTime = () => node.answer({ fan: newFan(), number: 1, content: SAYS.ship });

describe("a reply in the webhook's hands", () => {
  it("is on its way until the lane says otherwise", async () => {
    const fan = newFan();
    const answer = await ask(fan);
    expect(await replyTo(fan)).toMatchObject({ state: "passive", seen: "sending" });
    await passTime();
    expect(await replyTo(fan)).toMatchObject({ seen: "sending" });
    answer.left();
  });

  it("is written once it has left, and counts as accepted 20 seconds after its question", async () => {
    const fan = newFan();
    (await ask(fan)).left();
    await passTime();
    expect(await replyTo(fan)).toMatchObject({ state: "passive", seen: "written" });
    // The webhook had 4 of the 20 seconds.
    expect(await seenAfter(fan, "15.99 seconds")).toBe("written");
    expect(await seenAfter(fan, "16.01 seconds")).toBe("accepted");
  });

  it("is not taken for written while an earlier one of the lane has not left", async () => {
    const [slow, quick] = [newFan(), newFan()];
    const first = await ask(slow);
    (await ask(quick)).left();
    await passTime();
    expect(await replyTo(quick)).toMatchObject({ seen: "sending" });
    first.left();
    await passTime();
    expect(await replyTo(quick)).toMatchObject({ seen: "written" });
  });

  it("has its last word when the process stops", async () => {
    const fan = newFan();
    const stopping = await openNode({ url: database.url, channel, lanes: 1 });
    (await ask(fan, stopping)).left();
    await stopping.close();
    expect(await replyTo(fan)).toMatchObject({ seen: "written" });
  });
});

describe("a reply that came back", () => {
  it("is queued where not a byte was written, and the next delivery carries it", async () => {
    const fan = newFan();
    const first = await ask(fan);
    await first.returned("queued");
    expect(await replyTo(fan)).toMatchObject({ state: "queued", seen: "queued", code: null });

    const again = await ask(fan);
    expect(again).toMatchObject({ said: first.said, deliveries: 2 });
    expect(await replyTo(fan)).toMatchObject({ state: "passive", seen: "sending" });
    again.left();
    await passTime();
    expect(await replyTo(fan)).toMatchObject({ seen: "written" });
  });

  it("is carried by another process just as well", async () => {
    const fan = newFan();
    const other = await openNode({ url: database.url, channel, lanes: 1 });
    await (await ask(fan)).returned("queued");
    const carried = await ask(fan, other);
    expect(await replyTo(fan)).toMatchObject({ state: "passive", lane_id: other.laneIds[0] });
    carried.left();
    await other.close();
    expect(await replyTo(fan)).toMatchObject({ seen: "written" });
  });

  it("is never queued where another delivery may have carried it before: that asks again, or has it", async () => {
    const fan = newFan();
    (await ask(fan)).left();
    // One that stood still meanwhile comes after the one that the fan was answered by.
    await (await ask(fan)).returned("queued");
    expect(await replyTo(fan)).toMatchObject({ state: "passive" });
    const last = await ask(fan);
    expect(last.deliveries).toBe(3);
    await last.returned("queued");
    expect(await replyTo(fan)).toMatchObject({ state: "unknown", code: "closed_before_finish" });
  });

  it("is unknown where it broke off on the last delivery, and nobody says it again", async () => {
    const fan = newFan();
    await (await ask(fan)).returned("unknown");
    expect(await replyTo(fan)).toMatchObject({
      state: "unknown",
      seen: "unknown",
      code: "closed_before_finish",
    });
    const again = await node.accept({ fan, number: 1, content: SAYS.ship });
    expect(again).toEqual({ kind: "silent" });
    expect(await replyTo(fan)).toMatchObject({ state: "unknown" });
  });

  it("does not hold up the watermark", async () => {
    const fans = [newFan(), newFan(), newFan()];
    const [first, second, third] = await Promise.all(fans.map((fan) => ask(fan)));
    await first?.returned("queued");
    await second?.returned("unknown");
    third?.left();
    await passTime();
    expect(await replyTo(fans[2] ?? "")).toMatchObject({ seen: "written" });
  });

  it("counts as left where one of two waiting deliveries took it", async () => {
    const fan = newFan();
    const [first, second] = await Promise.all([ask(fan), ask(fan)]);
    await first.returned("queued");
    second.left();
    await passTime();
    expect(await replyTo(fan)).toMatchObject({ state: "passive", seen: "written" });
  });

  it("comes back once where both waiting deliveries closed", async () => {
    const fan = newFan();
    const [first, second] = await Promise.all([ask(fan), ask(fan)]);
    await first.returned("queued");
    expect(await replyTo(fan)).toMatchObject({ state: "passive" });
    await second.returned("queued");
    expect(await replyTo(fan)).toMatchObject({ state: "queued" });
    expect(node.record.replied).toEqual(["queued"]);
  });

  it("is left alone where a later delivery carries it already", async () => {
    const fan = newFan();
    const first = await ask(fan);
    const second = await ask(fan);
    await first.returned("queued");
    expect(await replyTo(fan)).toMatchObject({ state: "passive" });
    second.left();
  });

  it("is left alone where another process carries it already", async () => {
    const fan = newFan();
    const other = await openNode({ url: database.url, channel, lanes: 1 });
    const first = await ask(fan);
    const second = await ask(fan, other);
    await first.returned("queued");
    expect(await replyTo(fan)).toMatchObject({ state: "passive", lane_id: other.laneIds[0] });
    second.left();
    await other.close();
  });
});

describe("a reply that cannot leave with a webhook", () => {
  it("is queued for the sender from the start, and the webhook says nothing", async () => {
    const fan = newFan();
    const { desk } = channel;
    const plain = await openNode({
      url: database.url,
      channel,
      desk: { ...desk, passiveMs: () => undefined },
    });
    expect(await plain.answer({ fan, number: 1, content: SAYS.ship })).toEqual({ kind: "silent" });
    expect(await replyTo(fan)).toMatchObject({ state: "queued", lane_id: null });
    expect(plain.record.taken[0]?.result.wakes).toContainEqual({ topic: "send" });
    // Nor does a redelivery take it from the sender.
    expect(await plain.answer({ fan, number: 1, content: SAYS.ship })).toEqual({ kind: "silent" });
    expect(await replyTo(fan)).toMatchObject({ state: "queued" });
    expect(plain.record.failed).toEqual([]);
    await plain.close();
  });
});
