import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { Content } from "../../../src/core/channel/content.ts";
import type { Channel } from "../../../src/flow/channel.ts";
import type { Answer } from "../../../src/flow/take-in/lane/ticket.ts";
import { expectConservation } from "../../support/conservation.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";
import { type Node, openNode } from "../../support/node.ts";
import { ANSWERS, type Message, openShop, SAYS } from "../../support/shop.ts";
import { openTables, type Tables, threadOf } from "../../support/tables.ts";

let database: TestDatabase;
let tables: Tables;
let channel: Channel;
const nodes: Node[] = [];
/** Distinct messages of all tests of this file. */
let sent = 0;

beforeAll(async () => {
  database = await testDatabase();
  tables = await openTables(database.url);
  channel = await openShop(database.url);
  for (let count = 0; count < 2; count += 1) nodes.push(await openNode({ url: database.url, channel }));
});

afterAll(async () => {
  for (const node of nodes) await node.close();
  await tables.close();
  await database.drop();
});

const FANS = 5;
/** Following and unfollowing end one contact and begin another, also within one batch. */
const CONTENTS: readonly (Content | string)[] = [
  ...Object.values(SAYS),
  { kind: "event", event: { name: "unfollowed" } },
  { kind: "event", event: { name: "followed" } },
];

/** A fan says something new; an earlier message comes once more; everybody waits for all answers so far. */
type Step =
  | { kind: "new"; fan: number; content: Content | string }
  | { kind: "again"; which: number }
  | { kind: "settle" };

const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant("new" as const),
      fan: fc.nat(FANS - 1),
      content: fc.constantFrom(...CONTENTS),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("again" as const), which: fc.nat() }) },
  { weight: 1, arbitrary: fc.constant({ kind: "settle" as const }) },
);

let runs = 0;

/** Plays the steps, each on the node that `at` names for it; gives every message with all its answers. */
async function play(steps: readonly Step[], at: (index: number) => Node) {
  runs += 1;
  const messages: Message[] = [];
  const answers = new Map<Message, Promise<Answer>[]>();
  const deliver = (node: Node, message: Message) =>
    answers.set(message, [...(answers.get(message) ?? []), node.answer(message)]);
  for (const [index, one] of steps.entries()) {
    if (one.kind === "settle") await Promise.all([...answers.values()].flat());
    else if (one.kind === "new") {
      const message = { fan: `fan ${runs}.${one.fan}`, number: index, content: one.content };
      messages.push(message);
      deliver(at(index), message);
    } else {
      const message = messages[one.which % messages.length];
      if (message !== undefined) deliver(at(index), message);
    }
  }
  sent += messages.length;
  const settled = [...answers].map(async ([message, all]) => [message, await Promise.all(all)] as const);
  return { messages, answers: await Promise.all(settled) };
}

const sayOf = (answer: Answer) => (answer.kind === "say" ? answer.said : "silent");

const wordsOf = ({ content }: Message): string => (typeof content === "string" ? content : content.kind);

const heard = async (fan: string) =>
  (await threadOf(tables, fan)).filter((line) => line.startsWith("fan: ")).map((line) => line.slice(5));

describe("one process", () => {
  it("keeps a fan's burst in order over several batches, with each answer after its question", async () => {
    const [node] = nodes;
    const burst = Array.from({ length: 30 }, (_, number) => ({
      fan: "burst",
      number,
      content: number % 2 === 0 ? SAYS.ship : SAYS.pay,
    }));
    const answers = burst.map((message) => node?.answer(message));
    // The first batch is under way when the rest of the burst comes.
    await answers[0];
    const late = Array.from({ length: 10 }, (_, number) => ({
      fan: "burst",
      number: 100 + number,
      content: SAYS.ship,
    }));
    await Promise.all([...answers, ...late.map((message) => node?.answer(message))]);
    sent += 40;

    const lines = await threadOf(tables, "burst");
    expect(lines).toEqual(
      [...burst, ...late].flatMap(({ content }) => [
        `fan: ${content}`,
        `bot: ${content === SAYS.ship ? ANSWERS.ship : ANSWERS.pay}`,
      ]),
    );
    expect(node?.record.batches.length).toBeGreaterThan(1);
  });

  it("keeps everybody's order and conserves every message, whatever comes in between", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 40 }), async (steps) => {
        const [node] = nodes;
        if (node === undefined) return;
        const { messages, answers } = await play(steps, () => node);
        for (const [, all] of answers)
          expect(new Set(all.map((one) => JSON.stringify(sayOf(one)))).size).toBe(1);
        for (const fan of new Set(messages.map((message) => message.fan))) {
          const texts = messages.filter((message) => message.fan === fan).map(wordsOf);
          expect(await heard(fan)).toEqual(texts);
        }
      }),
      { numRuns: 25 },
    );
    await expectConservation(tables, sent);
  });
});

describe("two processes on one database", () => {
  it("give every message one effect and one answer, whichever of them it meets, and how often", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 1, maxLength: 40 }),
        fc.array(fc.nat(1), { minLength: 40, maxLength: 40 }),
        async (steps, where) => {
          const at = (index: number): Node => {
            const node = nodes[where[index] ?? 0];
            if (node === undefined) throw new Error("no such node");
            return node;
          };
          const { messages, answers } = await play(steps, at);
          for (const [, all] of answers)
            expect(new Set(all.map((one) => JSON.stringify(sayOf(one)))).size).toBe(1);
          for (const fan of new Set(messages.map((message) => message.fan))) {
            const texts = messages.filter((message) => message.fan === fan).map(wordsOf);
            expect((await heard(fan)).toSorted()).toEqual(texts.toSorted());
          }
        },
      ),
      { numRuns: 25 },
    );
    await expectConservation(tables, sent);
  });

  it("number the messages of one fan without gaps and twins, though nothing else of hers changes", async () => {
    // Thanks open no contact and get no answer: the conversation's own number is all that can tell them apart.
    const fans = Array.from({ length: 40 }, (_, index) => `thankful ${index}`);
    await Promise.all(
      fans.flatMap((fan) =>
        nodes.slice(0, 1).map((node) => node.answer({ fan, number: 0, content: SAYS.thanks })),
      ),
    );
    await Promise.all(
      fans.flatMap((fan) =>
        nodes.map((node, index) => node.answer({ fan, number: 1 + index, content: SAYS.thanks })),
      ),
    );
    sent += 3 * fans.length;
    await expectConservation(tables, sent);
  });

  it("meet many new fans at once, each with another message, and make one thread of each", async () => {
    const fans = Array.from({ length: 40 }, (_, index) => `new ${index}`);
    await Promise.all(
      fans.flatMap((fan) => nodes.map((node, number) => node.answer({ fan, number, content: SAYS.ship }))),
    );
    sent += fans.length * nodes.length;
    const found = await tables.rows(
      `SELECT i.external_id FROM identity i LEFT JOIN conversation c ON c.identity_id = i.id
       WHERE i.external_id LIKE 'new %' GROUP BY i.id HAVING count(c.id) = 1 AND max(c.seq) = 4`,
    );
    expect(found).toHaveLength(fans.length);
    expect(nodes.flatMap((node) => node.record.failed)).toContain("raced");
    await expectConservation(tables, sent);
  });
});
