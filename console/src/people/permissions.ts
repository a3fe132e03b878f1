import type { Permission } from "../me/session.ts";

type Group = "people" | "floor" | "contact" | "content" | "insight";

/** All permissions, in the order in which a person reads them. A test holds it to the server's. */
export const PERMISSION_GROUPS: readonly {
  readonly id: Group;
  readonly permissions: readonly Permission[];
}[] = [
  {
    id: "contact",
    permissions: [
      "seat.use",
      "contact.serve",
      "contact.read",
      "contact.read_all",
      "fan.block",
      "social.read",
      "social.answer",
      "social.approve",
      "outbox.resolve",
      "ticket.read",
      "ticket.write",
    ],
  },
  {
    id: "floor",
    permissions: [
      "floor.read",
      "floor.write",
      "preset.write",
      "queue.read",
      "queue.write",
      "seat.read",
      "seat.write",
    ],
  },
  {
    id: "content",
    permissions: [
      "canned.write",
      "reason.write",
      "knowledge.read",
      "knowledge.write",
      "knowledge.publish",
      "setting.read",
      "setting.write",
      "connector.read",
      "connector.write",
      "account.read",
      "account.write",
    ],
  },
  { id: "people", permissions: ["staff.read", "staff.write", "role.read"] },
  { id: "insight", permissions: ["report.read", "spending.write", "audit.read"] },
];
