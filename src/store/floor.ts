import type { ClientBase } from "pg";

import { type QueuePolicy, readQueuePolicy } from "../core/queue/policy.ts";
import { COUNTED_MAX, type FloorState } from "../core/seating/floor.ts";

const FLOOR = /* sql */ `
  SELECT (SELECT coalesce(json_agg(staff_id), '[]') FROM agent_session WHERE signed_out_at IS NULL) AS "signedIn",
    (SELECT coalesce(json_agg(json_build_object('id', q.id, 'policy', q.policy, 'staffed', EXISTS (
       SELECT 1 FROM queue_member m JOIN agent_session s ON s.staff_id = m.staff_id AND s.signed_out_at IS NULL
         AND s.presence <> 'logging_out' -- she takes nothing new
       WHERE m.queue_id = q.id), 'ready', EXISTS (
       SELECT 1 FROM queue_member m JOIN agent_session s ON s.staff_id = m.staff_id AND s.signed_out_at IS NULL
         AND s.presence = 'ready'
       WHERE m.queue_id = q.id), 'length', CASE WHEN q.policy ? 'lengthMax' THEN (
       SELECT count(*) FROM contact k WHERE k.state IN ('queued', 'offered') AND k.queue_id = q.id) END, 'waiting', (
       SELECT coalesce(json_agg(extract(epoch FROM w.enqueued_at) * 1000 ORDER BY w.enqueued_at), '[]') FROM (
         SELECT k.enqueued_at FROM contact k WHERE k.state = 'queued' AND k.queue_id = q.id
         ORDER BY k.enqueued_at LIMIT ${COUNTED_MAX}) AS w))), '[]') FROM queue_now q) AS queues`;

type Row = {
  readonly signedIn: readonly string[];
  readonly queues: readonly {
    id: string;
    policy: Partial<QueuePolicy>;
    staffed: boolean;
    ready: boolean;
    /** Of those that wait or are offered; null where it is no matter. */
    length: number | null;
    waiting: readonly number[];
  }[];
};

/** Who is signed in, and which queues that serves. */
export async function loadFloor(client: ClientBase): Promise<FloorState> {
  const { rows } = await client.query<Row>({ name: "floor", text: FLOOR });
  const { signedIn, queues } = rows[0] ?? { signedIn: [], queues: [] };
  return {
    signedIn,
    queues: queues.map(({ id, policy, staffed, ready, length, waiting }) => {
      const given = readQueuePolicy(policy);
      const { wrapMs, resumeMs, lengthMax = Infinity, joinEmpty, hours, isOpen } = given;
      const choosing = { leadMs: given.choiceLeadMs, calls: given.offersCallBack };
      const isFull = (length ?? 0) >= lengthMax;
      return { id, staffed, isFull, isOpen, ready, joinEmpty, hours, choosing, wrapMs, resumeMs, waiting };
    }),
  };
}
