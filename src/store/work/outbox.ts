import type { ClientBase } from "pg";

import type { OutboxStore, UnknownSend } from "../../action/outbox/ports.ts";
import type { Content } from "../../core/channel/content.ts";
import { previewText } from "../../core/conversation/shown.ts";
import type { Send } from "../../core/desk/desk.ts";
import type { SendPlace } from "../../core/desk/stamp.ts";
import { fanOf, iso } from "../desk/row.ts";

const ROWS_MAX = 200;

const UNKNOWN = /* sql */ `
  SELECT o.conversation_id AS "conversationId", o.seq, o.at, o.code, c.identity_id AS "identityId", i.name, i.remark,
    coalesce(i.external_id::text, '') AS "externalId", m.content
  FROM contact t
  JOIN conversation c ON c.id = t.conversation_id
  JOIN outbox o ON o.conversation_id = c.id AND o.state = 'unknown'
  LEFT JOIN identity i ON i.id = c.identity_id
  LEFT JOIN message_read m ON m.conversation_id = o.conversation_id AND m.seq = o.seq AND m.at = o.at
  WHERE t.owner_id = $1 AND t.state IN ('active', 'wrapup') ORDER BY o.at, o.conversation_id, o.seq LIMIT ${ROWS_MAX}`;

/** In one transaction, which holds their conversations: two seconds of work on a busy machine. */
const ALL_MAX = 300;
const ALL = /* sql */ `
  SELECT o.conversation_id AS "conversationId", o.seq
  FROM contact t JOIN outbox o ON o.conversation_id = t.conversation_id AND o.state = 'unknown'
  WHERE t.owner_id = $1 AND t.state::text = ANY ($2) AND t.state IN ('active', 'wrapup')
  ORDER BY o.at, o.conversation_id, o.seq LIMIT ${ALL_MAX}`;

const OWN = /* sql */ `
  SELECT p.c AS "conversationId", p.s AS seq FROM json_to_recordset($1) AS p(c uuid, s int)
  WHERE EXISTS (
    SELECT 1 FROM contact t WHERE t.conversation_id = p.c AND t.owner_id = $2 AND t.state IN ('active', 'wrapup'))`;

const STATES = /* sql */ `
  SELECT o.conversation_id AS "conversationId", o.seq, o.seen AS state, o.code, o.resend_of AS "resendOf"
  FROM json_to_recordset($1) AS p(c uuid, s int) JOIN outbox_seen o ON o.conversation_id = p.c AND o.seq = p.s
  WHERE o.seen IS NOT NULL`;

const CONFIRM = /* sql */ `
  UPDATE outbox SET state = 'accepted', code = 'confirmed_by_person', lease_until = NULL
  WHERE conversation_id = $1 AND seq = $2 AND state = 'unknown'`;

const SUPERSEDE = /* sql */ `
  WITH old AS (
    UPDATE outbox o SET state = 'rejected', code = CASE o.state WHEN 'unknown' THEN 'superseded' ELSE o.code END,
      lease_until = NULL
    WHERE o.conversation_id = $1 AND o.seq = $2 AND o.state IN ('unknown', 'rejected', 'expired')
      AND NOT EXISTS (SELECT 1 FROM outbox n WHERE n.conversation_id = $1 AND n.resend_of = $2)
    RETURNING o.conversation_id, o.seq, o.at
  )
  SELECT m.content FROM old JOIN message_read m
    ON m.conversation_id = old.conversation_id AND m.seq = old.seq AND m.at = old.at`;

type Cells = {
  readonly conversationId: string;
  readonly seq: number;
  readonly at: number;
  readonly code: string | null;
  readonly identityId: string;
  readonly name: string | null;
  readonly remark: string | null;
  readonly externalId: string;
  readonly content: Content | null;
};

const pairs = (places: readonly SendPlace[]): string =>
  JSON.stringify(places.map(({ conversationId, seq }) => ({ c: conversationId, s: seq })));

export const outboxStore = (client: ClientBase): OutboxStore => ({
  async unknown(staffId) {
    const { rows } = await client.query<Cells>(UNKNOWN, [staffId]);
    return rows.map(({ conversationId, seq, at, code, content, ...fan }): UnknownSend => ({
      conversationId,
      seq,
      at: iso(at),
      fan: fanOf(fan),
      text: content === null ? "" : previewText(content),
      code,
    }));
  },
  all: async (staffId, states) => (await client.query<SendPlace>(ALL, [staffId, states])).rows,
  own: async (places, staffId) => (await client.query<SendPlace>(OWN, [pairs(places), staffId])).rows,
  states: async (places) => (await client.query<SendPlace & Send>(STATES, [pairs(places)])).rows,
  confirm: async ({ conversationId, seq }) =>
    (await client.query(CONFIRM, [conversationId, seq])).rowCount === 1,
  async supersede({ conversationId, seq }) {
    const { rows } = await client.query<{ content: Content }>(SUPERSEDE, [conversationId, seq]);
    return rows[0]?.content;
  },
});
