import type { SocialThread } from "../../core/social/thread.ts";

type Row = {
  readonly id: string;
  readonly version: number;
  readonly state: SocialThread["state"];
  readonly class: SocialThread["is"];
  readonly risk: SocialThread["risk"];
  readonly asked_mid: string;
  readonly posted_at: number;
  readonly detected_at: number;
  readonly clock: SocialThread["clock"];
  readonly due_at: number;
  readonly answered_at: number | null;
  readonly spread: number;
};

export type ThreadRow = Row;

export const toThread = (row: Row): SocialThread => ({
  state: row.state,
  is: row.class,
  risk: row.risk,
  askedMid: row.asked_mid,
  postedAt: row.posted_at,
  detectedAt: row.detected_at,
  clock: row.clock,
  dueAt: row.due_at,
  ...(row.answered_at === null ? {} : { answeredAt: row.answered_at }),
  spread: row.spread,
});

export const THREAD_COLUMNS = /* sql */ `
  id, version, state, class, risk, asked_mid, posted_at, detected_at, clock, due_at, answered_at, spread`;

export const LOCK_THREAD = /* sql */ `SELECT ${THREAD_COLUMNS} FROM social_thread WHERE id = $1 FOR UPDATE`;

/** $1 id, $2 version that was read, $3 events that it has then, $4… what it is now. */
export const WRITE_THREAD = /* sql */ `
  UPDATE social_thread SET version = $3, state = $4, class = $5, risk = $6, asked_mid = $7, posted_at = $8,
    detected_at = $9, clock = $10, due_at = $11, answered_at = $12, spread = $13,
    dismissal = CASE $4 WHEN 'dismissed' THEN dismissal END,
    dismissed_by = CASE $4 WHEN 'dismissed' THEN dismissed_by END,
    dismissed_at = CASE $4 WHEN 'dismissed' THEN dismissed_at END
  WHERE id = $1 AND version = $2`;

export const threadValues = (thread: SocialThread): readonly unknown[] => [
  thread.state,
  thread.is,
  thread.risk,
  thread.askedMid,
  new Date(thread.postedAt),
  new Date(thread.detectedAt),
  thread.clock,
  new Date(thread.dueAt),
  thread.answeredAt === undefined ? null : new Date(thread.answeredAt),
  thread.spread,
];

/** $1 thread, $2 number, $3 moment, $4 actor, $5 code, $6 data: ids and codes only. */
export const LOG = /* sql */ `
  INSERT INTO event (subject, subject_id, seq, at, actor, code, data) VALUES ('social_thread', $1, $2, $3, $4, $5, $6)`;
