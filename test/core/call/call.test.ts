import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";

import { type Call, type CallReport, type CallReports, foldCall } from "../../../src/core/call/call.ts";
import { maskedNumber, plainNumber } from "../../../src/core/call/number.ts";
import { planCall } from "../../../src/core/call/serving.ts";
import { apply } from "../../../src/core/contact/apply.ts";
import { type Contact, open } from "../../../src/core/contact/contact.ts";
import type { ContactEvent } from "../../../src/core/contact/event.ts";

const AT = Date.UTC(2026, 10, 27, 2);
const WRAP_MS = 60_000;

const maybe = <Key extends string, Value>(key: Key, value: fc.Arbitrary<Value>) =>
  fc.option(value, { nil: undefined }).map((one) => (one === undefined ? {} : { [key]: one }));

const takers = fc.constantFrom(
  { staffId: "amy", sessionId: "desk 1" },
  { staffId: "bob", sessionId: "desk 2" },
);
const reportOf = (kind: CallReport["kind"]): fc.Arbitrary<CallReport> =>
  fc
    .tuple(
      fc.integer({ min: 0, max: 100_000 }),
      maybe("taker", takers),
      maybe("masked", fc.constantFrom("138****1234", "139****4321")),
      maybe("queueId", fc.constantFrom("sales", "service")),
      maybe("direction", fc.constantFrom("in", "out")),
    )
    .map(([after, ...said]) => Object.assign({ kind, at: AT + after }, ...said) as CallReport);

/** What a telephone system has told, and the order in which it came here, some of it again. */
const told = fc
  .subarray(["started", "answered", "ended"] as const, { minLength: 1 })
  .chain((kinds) => fc.tuple(...kinds.map(reportOf)))
  .chain((reports) =>
    fc.tuple(
      fc.constant(reports),
      fc.shuffledSubarray([...reports, ...reports], { minLength: reports.length * 2 }),
    ),
  );

type Lived = { readonly call: Call; readonly contact: Contact | undefined };

/** As reports come one by one, each of its kind counting once. */
function live(reports: readonly CallReport[]): Lived {
  let known: CallReports = {};
  let contact: Contact | undefined;
  for (const report of reports) {
    if (known[report.kind] !== undefined) continue;
    known = { ...known, [report.kind]: report };
    const call = { ...foldCall(known), id: "call" };
    const { events } = planCall(call, contact, { at: AT, wrapMs: WRAP_MS, queueId: "queue" });
    contact = events.reduce<Contact | undefined>((before, event) => stepped(before, event), contact);
  }
  return { call: foldCall(known), contact };
}

const OPENS = { ticketId: "ticket", dueAt: AT };
const stepped = (before: Contact | undefined, event: ContactEvent): Contact =>
  before === undefined
    ? apply(open("contact", OPENS, AT), { ...event, opens: OPENS }, AT)
    : apply(before, event, AT);

/** How often somebody was passed by on the way does not matter. */
const without = ({ contact, ...rest }: Lived) => ({
  ...rest,
  contact: contact && { ...contact, eventSeq: 0 },
});

describe("a call that is reported", () => {
  it("ends in the same state in whatever order, and however often, its reports come", () => {
    fc.assert(
      fc.property(told, ([inOrder, asTheyCame]) => {
        expect(without(live(asTheyCame))).toEqual(without(live(inOrder)));
      }),
      { numRuns: 2_000 },
    );
  });

  it("is over once its end is told, whatever is told afterwards", () => {
    fc.assert(
      fc.property(told, ([reports, asTheyCame]) => {
        const { call, contact } = live(asTheyCame);
        const isOver = reports.some(({ kind }) => kind === "ended");
        expect(["talked", "missed"].includes(call.state)).toBe(isOver);
        if (contact !== undefined) expect(contact.state).toBe(isOver ? "wrapup" : "active");
        expect(contact === undefined).toBe(reports.every(({ taker }) => taker === undefined));
      }),
    );
  });

  it("is hers who took it, although it rang elsewhere", () => {
    const rang: CallReport = { kind: "started", at: AT, taker: { staffId: "amy", sessionId: "desk 1" } };
    const taken: CallReport = {
      kind: "answered",
      at: AT + 5_000,
      taker: { staffId: "bob", sessionId: "desk 2" },
    };
    expect(live([rang]).contact).toMatchObject({ state: "active", ownerId: "amy", sessionId: "desk 1" });
    expect(live([rang]).contact?.acceptedAt).toBeUndefined();
    expect(live([rang, taken]).contact).toMatchObject({
      state: "active",
      ownerId: "bob",
      sessionId: "desk 2",
      acceptedAt: AT + 5_000,
    });
  });

  it("leaves alone what a person has wrapped up, or owes", () => {
    const ended: CallReport = { kind: "ended", at: AT, taker: { staffId: "amy" } };
    const { contact } = live([ended]);
    if (contact === undefined) throw new Error("it has a contact");
    const call = { ...foldCall({ ended, answered: { kind: "answered", at: AT } }), id: "call" };
    const given = { at: AT, wrapMs: WRAP_MS, queueId: undefined };
    expect(planCall(call, contact, given).events).toHaveLength(1);
    for (const code of ["wrapup_owed", "wrapped_up"] as const) {
      const settled = apply(contact, { code, staff: "amy" } as ContactEvent, AT);
      expect(planCall(call, settled, given).events).toEqual([]);
    }
  });
});

describe("a number", () => {
  it.each([
    ["138-1234-5678", "13812345678", "138****5678"],
    ["+86 138 1234 5678", "13812345678", "138****5678"],
    ["008613812345678", "13812345678", "138****5678"],
    ["013812345678", "13812345678", "138****5678"],
    ["021-6123 4567", "02161234567", "021****4567"],
    ["+1 (415) 555-0100", "14155550100", "141****0100"],
    ["8001", "8001", "****"],
  ])("%s is compared as %s and shown as %s", (written, plain, masked) => {
    expect(plainNumber(written)).toBe(plain);
    expect(maskedNumber(plain)).toBe(masked);
  });

  it("is none where it is withheld", () => {
    expect(plainNumber("anonymous")).toBeUndefined();
  });
});
