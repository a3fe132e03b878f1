import { describe, expect, it } from "@jest/globals";

import {
  type Actor,
  actorName,
  admit,
  may,
  permissionsOf,
  scopeOf,
  SYSTEM,
} from "../../../src/core/access/actor.ts";
import { type Permission, PERMISSIONS } from "../../../src/core/access/permission.ts";
import { type Role, ROLES } from "../../../src/core/access/role.ts";

/** Who may what. a agent, s supervisor, A admin, e executive, u auditor. */
const table: Readonly<Record<Permission, string>> = {
  "staff.read": "  s A   u",
  "staff.write": "    A    ",
  "role.read": "  s A   u",
  "queue.read": "a s A e u",
  "queue.write": "    A    ",
  "preset.write": "  s A    ",
  "seat.read": "a s A   u",
  "seat.write": "    A    ",
  "seat.use": "a s      ",
  "floor.read": "  s A e u",
  "floor.write": "  s      ",
  "contact.serve": "a s      ",
  "contact.read": "a s     u",
  "contact.read_all": "  s     u",
  "fan.block": "  s      ",
  "social.read": "a s     u",
  "social.answer": "a s      ",
  "social.approve": "  s      ",
  "outbox.resolve": "a s      ",
  "ticket.read": "a s     u",
  "ticket.write": "a s      ",
  "canned.write": "  s A    ",
  "reason.write": "    A    ",
  "knowledge.read": "a s A   u",
  "knowledge.write": "  s A    ",
  "knowledge.publish": "    A    ",
  "setting.read": "    A   u",
  "setting.write": "    A    ",
  "connector.read": "    A   u",
  "connector.write": "    A    ",
  "account.read": "    A   u",
  "account.write": "    A    ",
  "spending.write": "  s A    ",
  "report.read": "  s A e u",
  "audit.read": "    A   u",
};
const letters: Readonly<Record<Role, string>> = {
  agent: "a",
  supervisor: "s",
  admin: "A",
  executive: "e",
  auditor: "u",
};

const actor = (...grants: Actor["grants"]): Actor => ({ id: "p1", grants });

describe("a role", () => {
  it.each(PERMISSIONS.flatMap((permission) => ROLES.map((role) => [permission, role] as const)))(
    "%s: %s, as the table says",
    (permission, role) => {
      const expected = table[permission].includes(letters[role]);
      expect(may(actor({ role, queues: "all" }), permission)).toBe(expected);
      expect(may(actor({ role, queues: ["q1"] }), permission, "q1")).toBe(expected);
      expect(may(actor({ role, queues: ["q1"] }), permission, "q2")).toBe(false);
    },
  );
});

describe("a person", () => {
  const both = actor({ role: "agent", queues: ["q1"] }, { role: "supervisor", queues: ["q2", "q1"] });

  it("with several roles may what each of them may, where it may", () => {
    expect(scopeOf(both, "contact.serve")).toEqual(["q1", "q2"]);
    expect(scopeOf(both, "floor.read")).toEqual(["q2", "q1"]);
    expect(scopeOf(both, "staff.write")).toEqual([]);
    expect(may(both, "floor.read", "q1")).toBe(true);
    expect(may(both, "floor.read", "q3")).toBe(false);
    expect(scopeOf(actor(...both.grants, { role: "agent", queues: "all" }), "contact.serve")).toBe("all");
  });

  it("without a queue, or without a role, may nothing anywhere", () => {
    expect(may(actor({ role: "admin", queues: [] }), "staff.write")).toBe(false);
    expect(permissionsOf(actor())).toEqual([]);
    expect(permissionsOf(actor({ role: "agent", queues: [] }))).toEqual([]);
    expect(permissionsOf(actor({ role: "executive", queues: ["q1"] }))).toEqual([
      "queue.read",
      "floor.read",
      "report.read",
    ]);
  });

  it("is let in, or told which permission is missing", () => {
    expect(() => admit(undefined, "public")).not.toThrow();
    expect(() => admit(undefined, "signed_in")).toThrow(expect.objectContaining({ code: "signed_out" }));
    expect(() => admit(undefined, "audit.read")).toThrow(expect.objectContaining({ code: "signed_out" }));
    expect(() => admit(actor(), "signed_in")).not.toThrow();
    expect(() => admit(both, "floor.read", "q2")).not.toThrow();
    expect(() => admit(both, "floor.read", "q3")).toThrow(
      expect.objectContaining({ code: "forbidden", params: { permission: "floor.read" } }),
    );
  });

  it("is named in events and the audit, as are those who are none", () => {
    expect([actorName(both), actorName(undefined), actorName(SYSTEM)]).toEqual([
      "staff:p1",
      "public",
      "system",
    ]);
  });
});
