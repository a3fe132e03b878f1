import type { ClientBase } from "pg";

import { type QueuePolicy, readQueuePolicy } from "../core/queue/policy.ts";
import type { FloorState } from "../core/seating/floor.ts";

const FLOOR = /* sql */ `
  SELECT (SELECT coalesce(json_agg(staff_id), '[]') FROM agent_session WHERE signed_out_at IS NULL) AS "signedIn",
    (SELECT coalesce(json_agg(json_build_object('id', q.id, 'policy', q.policy, 'staffed', EXISTS (
       SELECT 1 FROM queue_member m JOIN agent_session s ON s.staff_id = m.staff_id AND s.signed_out_at IS NULL
         AND s.presence <> 'logging_out' -- she takes nothing new
       WHERE m.queue_id = q.id))), '[]') FROM queue q) AS queues`;

type Row = {
  readonly signedIn: readonly string[];
  readonly queues: readonly { id: string; policy: Partial<QueuePolicy>; staffed: boolean }[];
};

/** Who is signed in, and which queues that serves. */
export async function loadFloor(client: ClientBase): Promise<FloorState> {
  const { rows } = await client.query<Row>({ name: "floor", text: FLOOR });
  const { signedIn, queues } = rows[0] ?? { signedIn: [], queues: [] };
  return {
    signedIn,
    queues: queues.map(({ id, policy, staffed }) => ({
      id,
      staffed,
      wrapMs: readQueuePolicy(policy).wrapMs,
    })),
  };
}
