import type { Client } from "pg";

import { byUrgency, type Waiting } from "../../core/social/limit/budget.ts";
import { HOUR, type Instant } from "../../core/kernel/instant.ts";
import type { AnswerOutcome, Answers, ClaimedAnswer } from "../../flow/social/ports.ts";
import type { Use } from "../hot/turns.ts";
import { inTransaction } from "../transaction.ts";
import { answerStands } from "./landing.ts";

/** A try ends long before; whoever has not told of it by then has died. */
const LEASE = "60 seconds";
/** At once; what is more urgent and comes later must not wait behind a long row. */
const CLAIM_MAX = 3;

/** All nodes that would send for this account stand in line here: the hour's places are counted by one at a time. */
const LINE = /* sql */ `
  SELECT mute_until > $2::timestamptz AS muted FROM social_poll WHERE account_id = $1 FOR UPDATE`;

/** $1 account, $2 moment, $3 the hour before, $4 places of an hour. The highest risk first, then what is due first. */
const CLAIM = /* sql */ `
  WITH used AS (
    SELECT count(*) AS n FROM social_answer WHERE account_id = $1 AND sent_at > $3
  ), mine AS (
    SELECT id FROM social_answer
    WHERE account_id = $1 AND state = 'queued' AND coalesce(try_at <= $2, true)
    ORDER BY risk DESC, due_at, at, id
    LIMIT least(greatest($4 - (SELECT n FROM used), 0), ${CLAIM_MAX}) FOR UPDATE SKIP LOCKED
  )
  UPDATE social_answer a SET state = 'sending', lease_until = now() + interval '${LEASE}', sent_at = $2,
    attempts = attempts + 1
  FROM mine WHERE a.id = mine.id
  RETURNING a.id, a.account_id AS "accountId", a.post_mid AS "postMid", a.comment_mid AS "commentMid", a.text,
    a.attempts AS attempt, a.risk, a.due_at AS "dueAt", a.at`;

/** What was provably not taken gives its place back. $1 id, $2 attempt, $3 state, $4 code, $5 external id, $6 try at */
const SETTLE = /* sql */ `
  UPDATE social_answer SET state = $3, code = $4, external_id = coalesce($5, external_id), try_at = $6, lease_until = NULL,
    sent_at = CASE WHEN $3 IN ('accepted', 'unknown') THEN sent_at END
  WHERE id = $1 AND attempts = $2 AND (state = 'sending' OR (state = 'unknown' AND $3 <> 'queued'))
  RETURNING thread_id AS "threadId", item_mid AS "itemMid", staff_id AS "staffId"`;

const MUTE = /* sql */ `UPDATE social_poll SET mute_until = $2 WHERE account_id = $1`;

/** The post under which we wanted to answer is gone; the thread says so, and nobody tries again by chance. */
const GONE = /* sql */ `
  UPDATE social_item SET gone_at = coalesce(gone_at, $3) WHERE account_id = $1 AND mid = $2`;
const GONE_CODES: ReadonlySet<string> = new Set(["20101", "20201"]);

const ABANDONED = /* sql */ `
  UPDATE social_answer SET state = 'unknown', code = 'process_died', lease_until = NULL
  WHERE state = 'sending' AND lease_until < now()`;

type Row = Omit<ClaimedAnswer, "replyTo"> & {
  readonly postMid: string;
  readonly commentMid: string | null;
  readonly risk: Waiting["risk"];
  readonly dueAt: Instant;
  readonly at: Instant;
};

/** The answering loop's door to our public answers. */
export const answers = (use: Use): Answers => ({
  claim: (accountId, postsPerHour, at) =>
    use((client) => inTransaction(client, () => claim(client, accountId, postsPerHour, at))),
  settle: (claimed, outcome, at) =>
    use((client) => inTransaction(client, () => settle(client, claimed, outcome, at))),
  abandoned: async () => (await use((client) => client.query(ABANDONED))).rowCount ?? 0,
});

async function claim(
  client: Client,
  accountId: string,
  postsPerHour: number,
  at: Instant,
): Promise<readonly ClaimedAnswer[]> {
  const line = await client.query<{ muted: boolean | null }>(LINE, [accountId, new Date(at)]);
  if (line.rows[0]?.muted === true) return [];
  const values = [accountId, new Date(at), new Date(at - HOUR), postsPerHour];
  const { rows } = await client.query<Row>(CLAIM, values);
  return rows.toSorted(byUrgency).map(({ id, postMid, commentMid, text, attempt }) => ({
    id,
    accountId,
    replyTo: commentMid === null ? { postMid } : { postMid, commentMid },
    text,
    attempt,
  }));
}

async function settle(
  client: Client,
  { id, attempt, accountId, text }: ClaimedAnswer,
  outcome: AnswerOutcome,
  at: Instant,
): Promise<void> {
  const code = "code" in outcome ? outcome.code : null;
  const tryAt = outcome.state === "queued" ? new Date(outcome.tryAt) : null;
  const externalId = outcome.state === "accepted" ? outcome.externalId : null;
  const { rows } = await client.query<{ threadId: string; itemMid: string; staffId: string | null }>(SETTLE, [
    id,
    attempt,
    outcome.state,
    code,
    externalId,
    tryAt,
  ]);
  const [row] = rows;
  if (row === undefined) return;
  if (outcome.state === "accepted" && row.staffId !== null) {
    const { threadId, staffId } = row;
    await answerStands(client, threadId, { id, text, staffId, answeredAt: at }, at);
  }
  if (outcome.state === "queued" && outcome.isMuted) {
    await client.query(MUTE, [accountId, new Date(outcome.tryAt)]);
  }
  if (outcome.state === "rejected" && GONE_CODES.has(outcome.code)) {
    await client.query(GONE, [accountId, row.itemMid, new Date(at)]);
  }
}
