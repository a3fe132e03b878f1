import { type Permission, PERMISSIONS } from "./permission.ts";

export const ROLES = ["agent", "supervisor", "admin", "executive", "auditor"] as const;
export type Role = (typeof ROLES)[number];

const agent: readonly Permission[] = [
  "queue.read",
  "seat.read",
  "seat.use",
  "contact.serve",
  "contact.read",
  "social.read",
  "social.answer",
  "outbox.resolve",
  "ticket.read",
  "ticket.write",
  "knowledge.read",
];

const supervisor: readonly Permission[] = [
  ...agent,
  "staff.read",
  "role.read",
  "floor.read",
  "floor.write",
  "preset.write",
  "contact.read_all",
  "fan.block",
  "social.approve",
  "canned.write",
  "spending.write",
  "knowledge.write",
  "report.read",
];

/** Sets things up. What fans write is none of an administrator's business: that takes a second role. */
const admin: readonly Permission[] = [
  "staff.read",
  "staff.write",
  "role.read",
  "queue.read",
  "queue.write",
  "preset.write",
  "seat.read",
  "seat.write",
  "floor.read",
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
  "spending.write",
  "report.read",
  "audit.read",
];

/** Numbers, no persons. */
const executive: readonly Permission[] = ["queue.read", "floor.read", "report.read"];

/** Sees everything, changes nothing. */
const auditor: readonly Permission[] = [
  ...PERMISSIONS.filter((permission) => permission.endsWith(".read")),
  "contact.read_all",
];

/** Roles are sets of permissions; who has several has them all. */
export const rolePermissions: Readonly<Record<Role, readonly Permission[]>> = {
  agent,
  supervisor,
  admin,
  executive,
  auditor,
};

/** The roles that may do all of these. */
export const rolesThat = (...permissions: readonly Permission[]): readonly Role[] =>
  ROLES.filter((role) => permissions.every((permission) => rolePermissions[role].includes(permission)));
