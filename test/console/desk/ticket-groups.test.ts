import { describe, expect, it } from "@jest/globals";

import type { Happening } from "../../../console/src/desk/api/wire.ts";
import { ticketGroups } from "../../../console/src/desk/context/ticket-groups.ts";

/** "a1 a2 k1": events of the contacts a, b, …, and of the ticket, k. */
const told = (text: string): readonly Happening[] =>
  text.split(" ").map((id) => {
    const contactId = id.startsWith("k") ? null : (id[0] ?? "");
    const subject = contactId === null ? "ticket" : "contact";
    const actor = { kind: "system", staff: null } as const;
    return { type: "event", id, at: 0, subject, contactId, actor, code: "due", params: {} };
  });
const groupsOf = (text: string, contacts = "ab") =>
  ticketGroups(told(text), contacts.split("")).map(
    ({ contactNumber, events }) => `${contactNumber ?? "-"}: ${events.map(({ id }) => id).join(" ")}`,
  );

describe("what happened to a ticket", () => {
  it("is one tale where it has one contact", () => {
    expect(groupsOf("a1 a2 k1", "a")).toEqual(["-: a1 a2 k1"]);
  });

  it("is told apart by its contacts, the ticket's own with what they follow", () => {
    expect(groupsOf("a1 a2 k1 b1 k2")).toEqual(["1: a1 a2 k1", "2: b1 k2"]);
  });

  it("keeps the order in which things happened where two overlap", () => {
    expect(groupsOf("a1 b1 a2 b2 b3")).toEqual(["1: a1", "2: b1", "1: a2", "2: b2 b3"]);
  });

  it("may begin with the ticket's own, and leaves a contact without a number that it does not know", () => {
    expect(groupsOf("k1 b1 c1")).toEqual(["2: k1 b1", "-: c1"]);
  });
});
