import type { Claimed, Outcome, Outgoing, Settled, Touched } from "../../flow/send/ports.ts";
import { joinFollowing } from "./following.ts";
import { isServed, readWindows } from "./ledger.ts";
import { READY, REDELIVERY } from "./ready.ts";
import type { Use } from "../hot/turns.ts";

/** A try ends long before; whoever has not told of it by then has died. */
const LEASE = "60 seconds";
/** So many of a conversation's last messages are looked at for one that is just leaving with its webhook. */
const EARLIER_MAX = 20;
/** So many are looked at for the accounts that have room. An account without room is not among them. */
const DUE_MAX = 500;

/** Whether one of the words before it is still on its way out of a socket. */
const STILL_LEAVING = /* sql */ `
  EXISTS (
    SELECT FROM (
      SELECT state, passive_until, lane_id, batch FROM outbox p
      WHERE p.conversation_id = o.conversation_id AND p.seq < o.seq ORDER BY p.seq DESC LIMIT ${EARLIER_MAX}
    ) p JOIN lane l ON l.id = p.lane_id AND p.batch > l.settled
    WHERE p.state = 'passive' AND p.passive_until + interval '${REDELIVERY}' > now()
  )`;

/**
 * The first open row of each conversation, so that nothing overtakes, in the order in which they are to leave. The
 * lock reads a row anew: one that another node has claimed since this statement began is not ready any more. Whatever
 * stood there, nobody is written to privately for what she said in public.
 * $1 accounts, $2 how many of each
 */
const CLAIM = /* sql */ `
  WITH due AS MATERIALIZED (
    SELECT o.conversation_id, o.seq, o.class, o.at, c.account_id, c.identity_id
    FROM outbox o JOIN conversation c ON c.id = o.conversation_id
    WHERE ${READY} AND c.account_id = ANY ($1::uuid[]) AND c.surface = 'private' AND NOT ${STILL_LEAVING} AND NOT EXISTS (
      SELECT FROM outbox p
      WHERE p.conversation_id = o.conversation_id AND p.seq < o.seq AND p.state IN ('queued', 'sending'))
    ORDER BY o.class DESC, o.at LIMIT ${DUE_MAX}
  ), placed AS MATERIALIZED (
    SELECT due.*, row_number() OVER (PARTITION BY account_id ORDER BY class DESC, at) AS place FROM due
  ), mine AS MATERIALIZED (
    SELECT o.conversation_id, o.seq, placed.account_id, i.external_id
    FROM unnest($1::uuid[], $2::int[]) AS room(account_id, free)
      JOIN placed ON placed.account_id = room.account_id AND placed.place <= room.free
      JOIN identity i ON i.id = placed.identity_id
      JOIN outbox o ON o.conversation_id = placed.conversation_id AND o.seq = placed.seq
    WHERE ${READY}
    ORDER BY o.conversation_id FOR UPDATE OF o SKIP LOCKED
  ), claimed AS (
    UPDATE outbox o SET state = 'sending', lease_until = now() + interval '${LEASE}', sent_at = now(),
      attempts = o.attempts + 1
    FROM mine WHERE o.conversation_id = mine.conversation_id AND o.seq = mine.seq
    RETURNING o.conversation_id, o.seq, o.class, o.at, o.attempts, mine.account_id, mine.external_id
  )
  SELECT k.conversation_id::text AS "conversationId", k.seq, k.account_id::text AS "accountId", k.external_id AS "to",
    k.class, k.at, k.attempts AS attempt, m.content, p.external_id AS persona
  FROM claimed k LEFT JOIN message_read m ON m.conversation_id = k.conversation_id AND m.seq = k.seq AND m.at = k.at
  LEFT JOIN persona p ON p.account_id = k.account_id AND p.staff_id = m.staff_id
  ORDER BY k.class DESC, k.at`;

/** The agents who have the conversation on their desks. */
const ownersOf = (conversation: string): string => /* sql */ `
  array(SELECT DISTINCT owner_id::text FROM contact WHERE conversation_id = ${conversation} AND state IN ('active', 'wrapup'))`;

/** Nobody has to decide on an optional message of which nobody knows: it is over. */
const endOf = (state: string, row: string): string =>
  `CASE WHEN ${state} = 'unknown' AND ${row}.optional THEN 'expired' ELSE ${state} END`;

/**
 * What a try has shown, written by that try alone, to each row of its message. It comes late where the lease was over: then it still ends the
 * doubt, unless a person has; but what left since stays ahead, so it is not sent again. A failure for good is looked at once more, for the contact's sake (due_at).
 * $1 conversation, $2 numbers, $3 attempt of each, $4 state, $5 code, $6 external id, $7 due, $8 by which id it is being checked
 */
const SETTLE = /* sql */ `
  WITH settled AS (
    UPDATE outbox o SET state = ${endOf("$4::outbox_state", "o")}, code = $5, external_id = coalesce($6, external_id), check_id = $8, lease_until = NULL,
      sent_at = CASE WHEN $4::outbox_state IN ('accepted', 'unknown') THEN sent_at END,
      paid_by = CASE WHEN $4::outbox_state <> 'queued' THEN paid_by END,
      due_at = CASE WHEN $4::outbox_state = 'queued' THEN now() + make_interval(secs => $7 / 1000.0)
                    WHEN $4::outbox_state IN ('rejected', 'expired') AND class <> 'agent' AND optional IS NULL THEN now() END
    FROM unnest($2::int[], $3::int[]) AS leaving(seq, attempt)
    WHERE o.conversation_id = $1 AND o.seq = leaving.seq AND o.attempts = leaving.attempt
      AND (state = 'sending' OR (state = 'unknown' AND code = 'process_died' AND $4::outbox_state <> 'queued'))
    RETURNING 1
  )
  SELECT (SELECT count(*) FROM settled) = cardinality($2::int[]) AS written, ${ownersOf("$1")} AS owners`;

const ABANDONED = /* sql */ `
  WITH gone AS (
    SELECT conversation_id, seq FROM outbox WHERE state = 'sending' AND lease_until < now()
    ORDER BY conversation_id, seq FOR UPDATE SKIP LOCKED
  ), doubted AS (
    UPDATE outbox o SET state = ${endOf("'unknown'::outbox_state", "o")}, code = 'process_died', lease_until = NULL
    FROM gone WHERE o.conversation_id = gone.conversation_id AND o.seq = gone.seq
    RETURNING o.conversation_id
  )
  SELECT conversation_id::text AS "conversationId", ${ownersOf("doubted.conversation_id")} AS owners FROM doubted`;

/** Her profile is asked for anew, for the platform's own word. */
const FAN_LEFT = /* sql */ `
  UPDATE fan_profile p SET follows = false, due_at = coalesce(p.due_at, now()) FROM conversation c
  WHERE c.id = $1 AND p.identity_id = c.identity_id AND p.follows IS DISTINCT FROM false`;

const NOT_AGREED = /* sql */ `
  INSERT INTO notice_answer (conversation_id, seq, item, template_id, accepted, in_settings, at)
  SELECT conversation_id, seq, 0, notice, false, true, now() FROM outbox
  WHERE conversation_id = $1 AND seq = $2 AND notice IS NOT NULL ON CONFLICT DO NOTHING`;

const UNFORESEEN = /* sql */ `
  INSERT INTO event (subject, subject_id, seq, at, actor, code, data)
  VALUES ('conversation', $1, $2, now(), 'system', 'refused_unforeseen', $3)`;

/** The send loop's door to the outbox. Each call is one statement and one commit; joining, which looks before it takes, is two. */
export function outgoing(use: Use): Outgoing {
  return {
    async claim(room) {
      const values = [room.map(({ accountId }) => accountId), room.map(({ free }) => free)];
      const { rows } = await use((client) => client.query<Claimed & { content: unknown }>(CLAIM, values));
      return rows.map((row) => ({ ...row, content: row.content ?? undefined, joined: [] }));
    },
    join: (claimed, limit) => joinFollowing(use, claimed, limit),
    async settle({ conversationId, joined, ...first }, outcome) {
      const leaving = [first, ...joined];
      const seqs = leaving.map(({ seq }) => seq);
      const values = [conversationId, seqs, leaving.map(({ attempt }) => attempt), ...valuesOf(outcome)];
      const { rows } = await use((client) => client.query<Settled>(SETTLE, values));
      return rows[0] ?? { written: false, owners: [] };
    },
    windows: (claimed, rules, at) =>
      use(async (client) => ({
        windows: await readWindows(client, rules, claimed, at),
        isServed: await isServed(client, claimed.conversationId),
      })),
    async unforeseen({ conversationId, seq }, code, windows) {
      const payer = windows.find(({ left }) => left > 0);
      const saw = payer && {
        trigger: payer.trigger,
        ...(payer.left === Infinity ? {} : { left: payer.left }),
      };
      const data = JSON.stringify({ seq, refused: code, ...saw });
      await use((client) => client.query(UNFORESEEN, [conversationId, seq, data]));
    },
    async fanLeft({ conversationId }) {
      await use((client) => client.query(FAN_LEFT, [conversationId]));
    },
    async notAgreed({ conversationId, seq }) {
      await use((client) => client.query(NOT_AGREED, [conversationId, seq]));
    },
    abandoned: async () => (await use((client) => client.query<Touched>(ABANDONED))).rows,
  };
}

function valuesOf(outcome: Outcome): readonly (string | number | null)[] {
  const { state } = outcome;
  const code = "code" in outcome ? outcome.code : null;
  const externalId = "externalId" in outcome ? (outcome.externalId ?? null) : null;
  const checkId = "checkId" in outcome ? (outcome.checkId ?? null) : null;
  return [state, code, externalId, state === "queued" ? outcome.afterMs : null, checkId];
}
