import type { ClientBase } from "pg";

/** Nearer beats are one. */
const BEAT_MS_MIN = 5_000;

// Whoever is being changed right now beats the next time: a beat waits for nobody, so it deadlocks with nobody.
const BEAT = /* sql */ `
  UPDATE agent_session SET beat_at = $2 WHERE id IN (
    SELECT id FROM agent_session
    WHERE id = ANY ($1) AND signed_out_at IS NULL AND beat_at < $3 ORDER BY id FOR UPDATE SKIP LOCKED)`;

/**
 * These agents' desks are there: called by whoever holds their streams, every 10 s at most. A session that is not
 * heard of for `seat.graceMs` is lost. No event, and no version: a beat changes nothing of her work.
 */
export async function beat(
  client: Pick<ClientBase, "query">,
  sessionIds: readonly string[],
  at: number,
): Promise<void> {
  if (sessionIds.length === 0) return;
  await client.query(BEAT, [[...sessionIds], new Date(at), new Date(at - BEAT_MS_MIN)]);
}
