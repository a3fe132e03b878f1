import type { Rows } from "../support/rows.ts";

/** The clock ends every turn a few seconds after its last message. */
export async function untilTurnsAreOver(rows: Rows, prefix: string): Promise<void> {
  for (;;) {
    const open = await rows.query(
      /* sql */ `
      SELECT 1 FROM contact k JOIN conversation c ON c.id = k.conversation_id JOIN identity i ON i.id = c.identity_id
      WHERE k.turn_seq IS NOT NULL AND starts_with(i.external_id, $1) LIMIT 1`,
      [prefix],
    );
    if (open.length === 0) return;
  }
}

/** The slow path looks each second; nothing that it could take in may be left. */
export async function untilNothingIsStored(rows: Rows, prefix: string): Promise<void> {
  for (;;) {
    const left = await rows.query(
      "SELECT 1 FROM inbox WHERE state = 'stored' AND starts_with(sender, $1) LIMIT 1",
      [prefix],
    );
    if (left.length === 0) return;
  }
}

/** Every word of theirs leaves, fails, or is left in doubt, and the send loop has nothing under way for anybody. */
export async function untilNothingLeaves(rows: Rows, prefix: string): Promise<void> {
  for (;;) {
    const leaving = await rows.query(
      /* sql */ `
      SELECT 1 FROM outbox_seen o JOIN conversation c ON c.id = o.conversation_id JOIN identity i ON i.id = c.identity_id
      WHERE o.state = 'sending' OR (o.seen IN ('queued', 'sending') AND starts_with(i.external_id, $1)) LIMIT 1`,
      [prefix],
    );
    if (leaving.length === 0) return;
  }
}

/** How much was being sent when its process died, in all: a process may die over the word of an earlier test's fan. */
export async function countInDoubt(rows: Rows): Promise<number> {
  const [row] = await rows.query<{ n: number }>(
    "SELECT count(*)::int AS n FROM outbox WHERE state = 'unknown' AND code = 'process_died' AND attempts > 0",
  );
  return row?.n ?? 0;
}
