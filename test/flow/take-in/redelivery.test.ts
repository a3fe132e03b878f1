import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { Channel } from "../../../src/flow/channel.ts";
import { expectConservation } from "../../support/conservation.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";
import { type Node, openNode } from "../../support/node.ts";
import { type Message, openShop, SAYS } from "../../support/shop.ts";
import { openTables, type Tables, threadOf } from "../../support/tables.ts";

let database: TestDatabase;
let tables: Tables;
let channel: Channel;
let here: Node;
let there: Node;

beforeAll(async () => {
  database = await testDatabase();
  tables = await openTables(database.url);
  channel = await openShop(database.url);
  [here, there] = [
    await openNode({ url: database.url, channel }),
    await openNode({ url: database.url, channel }),
  ];
});

afterAll(async () => {
  await Promise.all([here.close(), there.close()]);
  await tables.close();
  await database.drop();
});

const deliveriesOf = (fan: string) =>
  tables.value<number>(
    `SELECT b.deliveries FROM inbox b JOIN conversation c ON c.id = b.conversation_id
     JOIN identity i ON i.id = c.identity_id WHERE i.external_id = $1`,
    [fan],
  );

const saying = (fan: string, content: string): Message => ({ fan, number: 1, content });

describe("a message that is delivered again", () => {
  it("gets the same answer while the first delivery is still under way", async () => {
    const message = saying("same batch", SAYS.ship);
    const [first, second] = await Promise.all([here.answer(message), here.answer(message)]);
    expect(second).toMatchObject({
      kind: "say",
      deliveries: 2,
      said: first.kind === "say" ? first.said : undefined,
    });
    expect(await threadOf(tables, "same batch")).toHaveLength(2);
  });

  it("gets the same answer later, and is counted", async () => {
    const message = saying("later batch", SAYS.ship);
    const answers = [await here.answer(message), await here.answer(message), await here.answer(message)];
    const said = answers.map((answer) => answer.kind === "say" && answer.said);
    expect(new Set(said.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(answers).toMatchObject([{ deliveries: 1 }, { deliveries: 2 }, { deliveries: 3 }]);
    expect(await deliveriesOf("later batch")).toBe(3);
    expect(await threadOf(tables, "later batch")).toHaveLength(2);
  });

  it("gets the same answer from another process, and is counted there", async () => {
    const message = saying("other process", SAYS.pay);
    const first = await here.answer(message);
    const second = await there.answer(message);
    expect(second).toMatchObject({ kind: "say", deliveries: 2, said: first.kind === "say" && first.said });
    expect(await deliveriesOf("other process")).toBe(2);
    expect(await threadOf(tables, "other process")).toHaveLength(2);
  });

  it("gets the same answer from both processes when it meets both at once", async () => {
    const fans = Array.from({ length: 20 }, (_, index) => `both ${index}`);
    // Known to both, so that only the message itself is new.
    await Promise.all(fans.map((fan) => here.answer({ fan, number: 0, content: SAYS.pay })));
    const answers = await Promise.all(
      fans.map((fan) => Promise.all([here, there].map((node) => node.answer(saying(fan, SAYS.ship))))),
    );
    for (const [one, other] of answers) {
      expect(one?.kind).toBe("say");
      expect(other?.kind === "say" && other.said).toEqual(one?.kind === "say" && one.said);
    }
    for (const fan of fans) expect(await threadOf(tables, fan)).toHaveLength(4);
  });

  it("stays without an answer where there was none", async () => {
    const message = saying("courtesy", SAYS.thanks);
    expect(await here.answer(message)).toEqual({ kind: "silent" });
    expect(await there.answer(message)).toEqual({ kind: "silent" });
    expect(await deliveriesOf("courtesy")).toBe(2);
  });

  it("is told only once that a person will come, and gets the very same words again", async () => {
    const message = saying("hand-over", SAYS.person);
    const [first, second] = [await here.answer(message), await there.answer(message)];
    expect(second).toMatchObject({ kind: "say", said: first.kind === "say" && first.said });
    const asked = { ...message, number: 2 };
    expect(await here.answer(asked)).toEqual({ kind: "silent" });
    expect(await threadOf(tables, "hand-over")).toHaveLength(3);
  });

  it("is another message where only the account, the fan or the number differ", async () => {
    for (const number of [1, 2]) {
      for (const fan of ["a", "b"]) await here.answer({ fan, number, content: SAYS.ship });
    }
    expect(await threadOf(tables, "a")).toHaveLength(4);
    expect(await threadOf(tables, "b")).toHaveLength(4);
  });

  it("leaves one row of each kind, in all these cases", async () => {
    const keys = await tables.value<number>("SELECT count(DISTINCT key)::int FROM inbox");
    await expectConservation(tables, keys);
    expect(here.record.troubles).toEqual([]);
  });
});

describe("a report of the platform", () => {
  it("is kept once and makes no thread", async () => {
    const report: Message = {
      fan: "platform",
      number: 1,
      origin: "platform",
      content: { kind: "event", event: { name: "account_notice", notice: "annual_renew" } },
    };
    expect(await here.answer(report)).toEqual({ kind: "silent" });
    expect(await there.answer(report)).toEqual({ kind: "silent" });
    expect(
      await tables.rows("SELECT state, rule, deliveries FROM inbox WHERE rule = 'platform_report'"),
    ).toEqual([{ state: "ignored", rule: "platform_report", deliveries: 2 }]);
    expect(await threadOf(tables, "platform")).toEqual([]);
  });
});
