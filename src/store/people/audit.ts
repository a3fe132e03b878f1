import type { ClientBase } from "pg";

import type { AuditRow, AuditStore } from "../../action/audit/ports.ts";

/** Ids grow with time, so they are the order and the cursor. */
const LIST = /* sql */ `
  SELECT a.id, a.at, a.actor, s.name AS "actorName", a.action, a.subject, a.subject_id AS "subjectId", a.data
  FROM audit a LEFT JOIN staff s ON a.actor = 'staff:' || s.id
  WHERE ($1::text IS NULL OR a.subject = $1) AND ($2::text IS NULL OR a.subject_id = $2)
    AND ($3::text IS NULL OR a.actor = $3) AND ($4::text IS NULL OR a.action = $4)
    AND ($5::uuid IS NULL OR a.id < $5)
  ORDER BY a.id DESC LIMIT $6`;

export const auditStore = (client: ClientBase): AuditStore => ({
  async list({ subject, subjectId, actor, action }, { before, limit }) {
    return (await client.query<AuditRow>(LIST, [subject, subjectId, actor, action, before, limit])).rows;
  },
});
