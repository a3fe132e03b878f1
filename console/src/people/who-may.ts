import type { Permission } from "../me/session.ts";
import type { Role } from "./staff.ts";

/**
 * Which roles open a page, for the one who is told that hers do not; she may not read the roles either. Only the
 * permissions of pages (app/routes.ts); a test holds them to the server's.
 */
export const WHO_MAY = {
  "contact.read": ["agent", "supervisor", "auditor"],
  "contact.serve": ["agent", "supervisor"],
  "contact.read_all": ["supervisor", "auditor"],
  "social.read": ["agent", "supervisor", "auditor"],
  "social.approve": ["supervisor"],
  "staff.read": ["supervisor", "admin", "auditor"],
  "staff.write": ["admin"],
  "role.read": ["supervisor", "admin", "auditor"],
  "queue.read": ["agent", "supervisor", "admin", "executive", "auditor"],
  "reason.write": ["admin"],
  "knowledge.read": ["agent", "supervisor", "admin", "auditor"],
  "knowledge.write": ["supervisor", "admin"],
  "connector.read": ["admin", "auditor"],
  "account.read": ["admin", "auditor"],
  "report.read": ["supervisor", "admin", "executive", "auditor"],
  "floor.read": ["supervisor", "admin", "executive", "auditor"],
  "audit.read": ["admin", "auditor"],
} as const satisfies Partial<Record<Permission, readonly Role[]>>;

/** A permission that a page may ask for. */
export type PagePermission = keyof typeof WHO_MAY;
