import { describe, expect, it } from "@jest/globals";

import { check, type Evidence } from "../../scripts/faults/checker/check.ts";
import type { ContactTold, Floor } from "../../scripts/faults/checker/floor.ts";
import type { ContactEvent } from "../../src/core/contact/event.ts";

const saw = (text: string): Evidence["told"][number]["deliveries"] => [
  { kind: "acknowledged", seen: { kind: "message", type: "text", to: "", from: "", text } },
];
const told = (events: readonly ContactEvent[]): readonly ContactTold[] =>
  events.map((event, index) => ({ seq: index + 1, at: 1_000 + index, event }));

const opens = { ticketId: "ticket-b", dueAt: 9_000 };
/** She wishes for a person, is offered to one, who takes her and answers twice; the second lasted. */
const story: readonly ContactEvent[] = [
  { code: "queued", reason: "asked", seq: 1, opens },
  { code: "offered", offer: "offer", staff: "lin", session: "seat-1", until: 5_000 },
  { code: "accepted", staff: "lin", session: "seat-1", mode: "accepted", offer: "offer" },
  { code: "replied", seq: 3, staff: "lin", parts: 1 },
  { code: "replied", seq: 4, staff: "lin", parts: 1 },
];
const contact: Floor["contacts"][number] = {
  id: "k",
  conversation: "b",
  ticket: "ticket-b",
  state: "active",
  owner: "lin",
  session: "seat-1",
  eventSeq: story.length,
  liveOffers: 0,
  events: told(story),
  said: [
    { seq: 3, staff: "lin" },
    { seq: 4, staff: "lin" },
  ],
};

/** A question that is answered with the webhook, and a wish that a person answers; all as it should be. */
const seat: Floor["sessions"][number] = {
  id: "seat-1",
  used: 1,
  held: 1,
  presence: "ready",
  events: [
    { code: "signed_in", staff: "lin", seat: "1", presence: "ready", capacity: 1, owed: 0 },
    { code: "reserved", contact: "k0", offer: "offer-0" },
    { code: "released", contact: "k0", offer: "offer-0", why: "withdrawn" },
    { code: "reserved", contact: "k", offer: "offer" },
    { code: "accepted", contact: "k", offer: "offer" },
  ],
};

const TRUE: Evidence = {
  told: [
    { fan: "a", order: 0, messageId: "1", text: "几时发货", deliveries: saw("48 小时内") },
    { fan: "b", order: 0, messageId: "2", text: "转人工", deliveries: saw("请稍等") },
  ],
  said: [
    { conversation: "b", words: "lin 1", outcome: "taken" },
    { conversation: "b", words: "lin 2", outcome: "unknown" },
    { conversation: "b", words: "lin 3", outcome: "refused" },
  ],
  accepted: [
    { fan: "b", words: "lin 1" },
    { fan: "b", words: "lin 2" },
  ],
  ledger: {
    inbox: [
      { messageId: "1", state: "answered", conversation: "a", seq: 1, reply: 2 },
      { messageId: "2", state: "waiting", conversation: "b", seq: 1, reply: 2 },
    ],
    messages: [
      { conversation: "a", seq: 1, author: "fan", words: "几时发货", byEvent: false },
      { conversation: "a", seq: 2, author: "bot", words: "48 小时内", byEvent: false },
      { conversation: "b", seq: 1, author: "fan", words: "转人工", byEvent: false },
      { conversation: "b", seq: 2, author: "bot", words: "请稍等", byEvent: false },
      { conversation: "b", seq: 3, author: "agent", words: "lin 1", byEvent: false },
      { conversation: "b", seq: 4, author: "agent", words: "lin 2", byEvent: false },
    ],
    outbox: [
      { conversation: "a", seq: 2, state: "passive" },
      { conversation: "b", seq: 2, state: "passive" },
      { conversation: "b", seq: 3, state: "accepted" },
      { conversation: "b", seq: 4, state: "unknown" },
    ],
  },
  tried: [
    { fan: "b", conversation: "b", seq: 3, words: "lin 1", state: "accepted" },
    { fan: "b", conversation: "b", seq: 4, words: "lin 2", state: "unknown" },
  ],
  floor: {
    contacts: [contact],
    sessions: [seat],
    tickets: [{ id: "ticket-b", eventSeq: 2, events: 2 }],
  },
  open: [],
};

const withContact = (change: Partial<typeof contact>): Evidence => ({
  ...TRUE,
  floor: { ...TRUE.floor, contacts: [{ ...contact, ...change }] },
});
const withEvents = (events: readonly ContactEvent[]): Evidence =>
  withContact({ events: told(events), eventSeq: events.length });
const withFloor = (change: Partial<Floor>): Evidence => ({ ...TRUE, floor: { ...TRUE.floor, ...change } });
const second = { ...contact, id: "k2", events: contact.events, said: [] };

describe("the checker", () => {
  it("finds nothing where every promise was kept", () => {
    expect(check(TRUE)).toEqual([]);
  });

  it("lets what is unknown have left or not", () => {
    expect(check({ ...TRUE, accepted: TRUE.accepted.slice(0, 1) })).toEqual([]);
  });

  it.each<[string, Evidence, string]>([
    [
      "a message that was acknowledged and is lost",
      { ...TRUE, ledger: { ...TRUE.ledger, inbox: TRUE.ledger.inbox.slice(1) } },
      "1 was acknowledged and is lost",
    ],
    [
      "words that the platform took twice",
      { ...TRUE, accepted: [...TRUE.accepted, { fan: "b", words: "lin 1" }] },
      'the platform took "lin 1" for b 2 times, and 1 rows say so',
    ],
    [
      "words that left and are not marked",
      {
        ...TRUE,
        tried: [
          TRUE.tried[0] as Evidence["tried"][number],
          { ...(TRUE.tried[1] as object), state: "rejected" } as never,
        ],
      },
      'the platform took "lin 2" for b 1 times, and 0 rows say so',
    ],
    [
      "words that count as left and never did",
      { ...TRUE, accepted: TRUE.accepted.slice(1) },
      '1 rows say that "lin 1" left for b, and the platform took it 0 times',
    ],
    [
      "words that left in another order",
      { ...TRUE, accepted: TRUE.accepted.toReversed() },
      "what left for b came out of order",
    ],
    [
      "words that were taken from the agent and are nowhere",
      { ...TRUE, said: [{ conversation: "b", words: "lin 9", outcome: "taken" }] },
      "the agent's lin 9 was taken and is lost",
    ],
    [
      "words that were refused and stand there",
      { ...TRUE, said: [{ conversation: "b", words: "lin 1", outcome: "refused" }] },
      "the agent's lin 1 was refused and stands there",
    ],
    [
      "words that an agent said once and that stand there twice",
      {
        ...TRUE,
        ledger: {
          ...TRUE.ledger,
          messages: TRUE.ledger.messages.map((row) =>
            row.words === "lin 2" ? { ...row, words: "lin 1" } : row,
          ),
        },
      },
      "the agent's lin 1 stands 2 times in b",
    ],
    [
      "two owners: somebody takes what another has",
      withEvents([...story, { code: "accepted", staff: "zhou", session: "seat-2", mode: "auto" }]),
      "contact k went a way that there is not: illegal_transition: accepted while active",
    ],
    [
      "an owner whom no event made",
      withContact({ owner: "zhou" }),
      "contact k is active of zhou, its events say active of lin",
    ],
    [
      "a version that stood still",
      withContact({ eventSeq: 4 }),
      "contact k is at 4 and its events are 1 2 3 4 5",
    ],
    [
      "a word of somebody who is not the owner",
      withContact({ said: [{ seq: 3, staff: "zhou" }] }),
      "message 3 of contact k is from somebody who did not own it",
    ],
    [
      "two open contacts of one conversation",
      withFloor({ contacts: [contact, second] }),
      "b has 2 open contacts",
    ],
    [
      "a unit too few",
      withFloor({ sessions: [{ ...seat, used: 0 }] }),
      "session seat-1 counts 0 units and holds 1",
    ],
    [
      "a unit that nothing gave back",
      withFloor({ sessions: [{ ...seat, used: 0, held: 0 }] }),
      "session seat-1 counts 0 units, its events say 1",
    ],
    [
      "a seat that was left with work in hand",
      withFloor({ sessions: [{ ...seat, presence: "offline" }] }),
      "session seat-1 is signed out and holds 1",
    ],
    [
      "work above the capacity",
      withFloor({
        contacts: [contact, { ...second, conversation: "c" }],
        sessions: [{ ...seat, used: 2, held: 2, events: [...seat.events, { code: "taken", contact: "k2" }] }],
      }),
      "session seat-1 of 1 units held 2",
    ],
    ["an offer that hangs", withContact({ liveOffers: 1 }), "contact k is active with 1 live offers"],
    ["a contact without its ticket", withFloor({ tickets: [] }), "contact k has no ticket"],
    [
      "a ticket of two conversations",
      withFloor({ contacts: [contact, { ...second, conversation: "c" }] }),
      "ticket ticket-b is about 2 conversations",
    ],
    [
      "a ticket whose step is lost",
      withFloor({ tickets: [{ id: "ticket-b", eventSeq: 2, events: 1 }] }),
      "ticket ticket-b is at 2 and has 1 events",
    ],
    [
      "a row past its time",
      { ...TRUE, open: ["outbox 3 of b queued"] },
      "outbox 3 of b queued is left lying",
    ],
  ])("names %s", (_, evidence, broken) => {
    expect(check(evidence)).toContain(broken);
  });
});
