import { z } from "zod";

import { PERMISSIONS } from "../../../core/access/permission.ts";
import { ROLES } from "../../../core/access/role.ts";
import { contract } from "../contract.ts";
import { id } from "../parts.ts";

export const Permission = z.enum(PERMISSIONS);
export const Role = z.enum(ROLES);

const QUEUES_MAX = 500;

/** A role, everywhere or in these queues. */
export const Grant = z.strictObject({
  role: Role,
  queues: z.union([z.literal("all"), z.array(id).max(QUEUES_MAX)]),
});

export const listRoles = contract({
  id: "role.list",
  method: "GET",
  path: "/roles",
  permission: "role.read",
  summary: "The roles, and what each may",
  response: z.object({ items: z.array(z.object({ role: Role, permissions: z.array(Permission) })) }),
});
