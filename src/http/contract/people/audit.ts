import { z } from "zod";

import { contract } from "../contract.ts";
import { id, instant, page, pageOf } from "../parts.ts";

const code = z.string().min(1).max(100);

export const AuditLine = z.object({
  id,
  at: instant,
  /** staff:<id>, public or system. */
  actor: z.string(),
  actorName: z.string().nullable(),
  /** noun.verb */
  action: z.string(),
  subject: z.string(),
  subjectId: z.string(),
  data: z.record(z.string(), z.unknown()),
});

export const listAudit = contract({
  id: "audit.list",
  method: "GET",
  path: "/audit",
  permission: "audit.read",
  summary: "Who did what, the newest first",
  query: z.strictObject({
    limit: page.limit,
    after: id.optional(),
    subject: code.optional(),
    subjectId: code.optional(),
    actor: code.optional(),
    action: code.optional(),
  }),
  response: pageOf(AuditLine),
});
