import { describe, expect, it } from "@jest/globals";

import { type Ledger, messageViolations as violations } from "../../scripts/faults/checker/messages.ts";
import type { Delivery, Told } from "../../scripts/faults/witness/told.ts";

const saw = (text: string): Delivery => ({
  kind: "acknowledged",
  seen: { kind: "message", type: "text", to: "a", from: "us", text },
});
const silence: Delivery = { kind: "acknowledged", seen: { kind: "nothing" } };

/** Two questions of one fan, the first delivered twice; both answered. */
const history: readonly Told[] = [
  { fan: "a", order: 0, messageId: "1", text: "q1", deliveries: [{ kind: "broken" }, saw("a1")] },
  { fan: "a", order: 1, messageId: "2", text: "q2", deliveries: [saw("a2")] },
];
const ledger: Ledger = {
  inbox: [
    { messageId: "1", state: "answered", conversation: "c", seq: 1, reply: 2 },
    { messageId: "2", state: "answered", conversation: "c", seq: 3, reply: 4 },
  ],
  messages: [
    { conversation: "c", seq: 1, author: "fan", words: "q1", byEvent: false },
    { conversation: "c", seq: 2, author: "bot", words: "a1", byEvent: false },
    { conversation: "c", seq: 3, author: "fan", words: "q2", byEvent: false },
    { conversation: "c", seq: 4, author: "bot", words: "a2", byEvent: false },
  ],
  outbox: [
    { conversation: "c", seq: 2, state: "passive" },
    { conversation: "c", seq: 4, state: "passive" },
  ],
};

const changed = <Row>(rows: readonly Row[], index: number, change: Partial<Row>): readonly Row[] =>
  rows.map((row, at) => (at === index ? { ...row, ...change } : row));
const without = <Row>(rows: readonly Row[], index: number): readonly Row[] =>
  rows.filter((_, at) => at !== index);

describe("the checker of messages", () => {
  it("finds none where every promise was kept", () => {
    expect(violations(history, ledger)).toEqual([]);
  });

  it.each<[string, Partial<Ledger>, string]>([
    ["a lost message", { inbox: without(ledger.inbox, 1) }, "2 was acknowledged and is lost"],
    [
      "a message taken in twice",
      { inbox: [...ledger.inbox, ...ledger.inbox.slice(0, 1)] },
      "1 was taken in 2 times",
    ],
    [
      "a message left lying",
      { inbox: changed(ledger.inbox, 0, { state: "stored" }) },
      "1 is left lying as stored",
    ],
    [
      "a message that is not in the thread",
      { messages: changed(ledger.messages, 2, { words: "q1" }) },
      "2 is not in its thread as it was written",
    ],
    [
      "a reply that was changed",
      { messages: changed(ledger.messages, 1, { words: "a2" }) },
      "the fan of 1 saw another reply than was written down",
    ],
    [
      "a reply that is nowhere",
      { inbox: changed(ledger.inbox, 0, { reply: null }) },
      "the fan of 1 saw a reply that is nowhere",
    ],
    ["an answer without words", { messages: without(ledger.messages, 3) }, "2 is answered without an answer"],
    [
      "a reply that has no outbox row",
      { outbox: without(ledger.outbox, 0) },
      "the reply to 1 is 0 times in the outbox",
    ],
    [
      "a reply to two messages",
      { inbox: changed(ledger.inbox, 1, { reply: 2 }) },
      "reply 2 of c answers nothing, or too much",
    ],
    [
      "an outbox row that says nothing",
      { outbox: [...ledger.outbox, { conversation: "c", seq: 9, state: "queued" }] },
      "outbox 9 of c says nothing",
    ],
    [
      "a gap in the numbers",
      {
        messages: [
          ...ledger.messages,
          { conversation: "c", seq: 6, author: "bot", words: "", byEvent: false },
        ],
      },
      "the numbers of c are 1 2 3 4 6",
    ],
    [
      "messages out of order",
      {
        inbox: [
          changed(ledger.inbox, 0, { seq: 3, reply: 4 })[0],
          changed(ledger.inbox, 1, { seq: 1, reply: 2 })[1],
        ].flatMap((row) => row ?? []),
      },
      "the messages of a are out of order: 3 1",
    ],
  ])("names %s", (_, change, broken) => {
    expect(violations(history, { ...ledger, ...change })).toContain(broken);
  });

  it("names two different replies to one message", () => {
    const twice = changed(history, 0, { deliveries: [saw("a1"), saw("other")] });
    expect(violations(twice, ledger)).toEqual(["the fan of 1 saw another reply than was written down"]);
  });

  it("names a reply that nobody saw and that counts as left", () => {
    const unseen = changed(history, 0, { deliveries: [silence] });
    expect(violations(unseen, ledger)).toEqual(["the reply to 1 was never seen and counts as left"]);
    const queued = { ...ledger, outbox: changed(ledger.outbox, 0, { state: "queued" }) };
    expect(violations(unseen, queued)).toEqual([]);
  });

  it("names a reply that the fan saw and that is to leave once more", () => {
    const again = { ...ledger, outbox: changed(ledger.outbox, 1, { state: "queued" }) };
    expect(violations(history, again)).toEqual(["the reply to 2 was seen and is queued once more"]);
  });

  it("allows a reply to a turn, which answers no one message, once", () => {
    const inTurn = {
      ...ledger,
      inbox: changed(ledger.inbox, 1, { state: "waiting", reply: null }),
      messages: changed(ledger.messages, 3, { byEvent: true }),
    };
    const silent = changed(history, 1, { deliveries: [silence] });
    expect(violations(silent, inTurn)).toEqual([]);
    const twice = { conversation: "c", seq: 5, author: "bot", words: "a2", byEvent: false };
    expect(violations(silent, { ...inTurn, messages: [...inTurn.messages, twice] })).toEqual([
      "reply 5 of c answers nothing, or too much",
    ]);
  });

  it("allows a message to be missing that was never acknowledged", () => {
    const refused = changed(history, 1, {
      deliveries: [{ kind: "broken" }, { kind: "try_again", status: 503 }],
    });
    const missing = {
      inbox: without(ledger.inbox, 1),
      messages: ledger.messages.slice(0, 2),
      outbox: without(ledger.outbox, 1),
    };
    expect(violations(refused, missing)).toEqual([]);
  });
});
