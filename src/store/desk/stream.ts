import type { ClientBase } from "pg";

import type { DeskStore } from "../../flow/desk/ports.ts";
import type { ContactRow, Seated, SendState } from "../../core/desk/desk.ts";
import type { ContactStamp, DeskStamp, SendPlace } from "../../core/desk/stamp.ts";
import { coveringsOf } from "../cover/coverings.ts";
import { beat } from "../seat/beat.ts";
import {
  type ContactCells,
  contactRows,
  iso,
  isoOrNull,
  type LastCells,
  previewOf,
  toContactRow,
} from "./row.ts";
import { askOn, type AskRows, floorStore } from "./floor.ts";
import { newsOf } from "./thread.ts";

/** More contacts than this no desk shows; who owes so many wrap-ups gets no new ones. */
const CONTACTS_MAX = 100;
const SENDS_MAX = 100;

/** $1 staff ids. What is hers, what is offered to her and what she has joined: numbers only, each found by an index. */
const STAMPS = /* sql */ `
  SELECT p.id AS "staffId", t.id AS "contactId", t.conversation_id AS "conversationId",
    t."offerId", t.event_seq AS version, c.seq,
    coalesce(r.seq, 0) AS "readSeq", coalesce(i.profile_version, 0) AS profile, b.sends
  FROM unnest($1::uuid[]) AS p(id)
  CROSS JOIN LATERAL (
    (SELECT *, NULL::uuid AS "offerId" FROM contact WHERE owner_id = p.id AND state IN ('active', 'wrapup') LIMIT ${CONTACTS_MAX})
    UNION ALL
    (SELECT k.*, o.id FROM offer o JOIN contact k ON k.id = o.contact_id AND (k.state = 'offered' OR k.passing_offer = o.id)
     WHERE o.staff_id = p.id AND o.ended_at IS NULL LIMIT ${CONTACTS_MAX})
    UNION ALL
    (SELECT k.*, NULL FROM contact_member m JOIN contact k ON k.id = m.contact_id AND k.state = 'active'
     WHERE m.staff_id = p.id AND m.left_at IS NULL AND k.passing_to IS DISTINCT FROM p.id LIMIT ${CONTACTS_MAX})) AS t
  JOIN conversation c ON c.id = t.conversation_id
  LEFT JOIN identity i ON i.id = c.identity_id
  LEFT JOIN conversation_read r ON r.staff_id = p.id AND r.conversation_id = c.id
  CROSS JOIN LATERAL (
    SELECT coalesce(json_agg(json_build_object('seq', o.seq, 'state', o.state, 'code', o.code) ORDER BY o.seq), '[]') AS sends
    FROM (SELECT seq, state, code FROM outbox WHERE conversation_id = c.id AND state IN ('queued', 'sending', 'unknown')
        AND optional IS NULL
      ORDER BY seq LIMIT ${SENDS_MAX}) AS o) AS b`;

const SESSIONS = /* sql */ `
  SELECT s.staff_id AS "staffId", s.id, s.version, extra_capacity(s.staff_id) AS extra FROM agent_session s
  WHERE s.staff_id = ANY ($1) AND s.signed_out_at IS NULL`;

const ROWS = /* sql */ `${contactRows("coalesce(t.owner_id, t.offered_to)")} WHERE t.id = ANY ($1)`;

const OFFERS = /* sql */ `
  SELECT o.id AS "offerId", o.contact_id AS "contactId", o.offered_at AS "offeredAt", o.until,
    said.seq AS "lastSeq", said.at AS "lastAt", said.author, said.content, false AS internal
  FROM offer o JOIN contact t ON t.id = o.contact_id
  LEFT JOIN LATERAL (
    -- A report of the platform is no word of hers.
    SELECT m.seq, m.at, m.author, m.content FROM message m
    WHERE m.conversation_id = t.conversation_id AND m.at >= t.created_at AND m.author = 'fan'
      AND m.content ->> 'kind' <> 'event' ORDER BY m.seq DESC LIMIT 1
  ) said ON true
  WHERE o.contact_id = ANY ($1) AND o.ended_at IS NULL`;

const SEATED = /* sql */ `
  SELECT s.id, p.number AS "seatNumber", s.presence, s.reason, s.cause, by.name AS "setBy", s.back_at AS "backAt",
    s.state_since AS since, s.capacity + extra_capacity(s.staff_id) AS capacity, extra_capacity(s.staff_id) AS extra, gave.name AS "capacityBy", s.used,
    s.wrapups_owed AS "wrapupsOwed", s.signed_in_at AS "signedInAt", s.version
  FROM agent_session s JOIN seat p ON p.id = s.seat_id
    LEFT JOIN staff by ON s.cause = 'staff:' || by.id LEFT JOIN staff gave ON s.capacity_by = 'staff:' || gave.id
  WHERE s.staff_id = $1 AND s.signed_out_at IS NULL`;

const SENDS = /* sql */ `
  SELECT p.c AS "conversationId", p.s AS seq, o.seen AS state, o.code, o.resend_of AS "resendOf"
  FROM json_to_recordset($1) AS p(c uuid, s int) JOIN outbox_seen o ON o.conversation_id = p.c AND o.seq = p.s`;

const SEQS = /* sql */ `SELECT id AS "conversationId", seq FROM conversation WHERE id = ANY ($1)`;

type StampCells = Omit<ContactStamp, "offerId"> & {
  readonly staffId: string;
  readonly offerId: string | null;
};

type SessionStamp = NonNullable<DeskStamp["session"]> & { readonly staffId: string };

type SeatedCells = Omit<Seated, "since" | "backAt" | "signedInAt"> & {
  readonly since: number;
  readonly backAt: number | null;
  readonly signedInAt: number;
};

type OfferCells = LastCells & {
  readonly offerId: string;
  readonly contactId: string;
  readonly offeredAt: number;
  readonly until: number;
};

/** What the desks' watcher asks, on whichever connection is free. Every statement serves all desks at once. */
export function deskStore(borrow: <T>(work: (client: ClientBase) => Promise<T>) => Promise<T>): DeskStore {
  const ask: AskRows = <Row extends object>(name: string, text: string, values: readonly unknown[]) =>
    borrow((client) => askOn(client)<Row>(name, text, values));
  async function rowsOf(contactIds: readonly string[]): Promise<ReadonlyMap<string, ContactRow>> {
    const rows = await ask<ContactCells>("desk.rows", ROWS, [contactIds]);
    return new Map(rows.map((row) => [row.id, toContactRow(row)]));
  }

  return {
    async stamps(staffIds) {
      const [contacts, sessions] = await Promise.all([
        ask<StampCells>("desk.stamps", STAMPS, [staffIds]),
        ask<SessionStamp>("desk.sessions", SESSIONS, [staffIds]),
      ]);
      return new Map(staffIds.map((staffId) => [staffId, stampOf(staffId, contacts, sessions)]));
    },
    rows: rowsOf,
    coverings: (staffIds) => coveringsOf(ask, rowsOf, staffIds),
    async offers(contactIds) {
      const rows = await ask<OfferCells>("desk.offers", OFFERS, [contactIds]);
      return new Map(
        rows.map(({ offerId, contactId, offeredAt, until, ...said }) => [
          contactId,
          { offerId, offeredAt: iso(offeredAt), until: iso(until), said: previewOf(said) },
        ]),
      );
    },
    async seated(staffId) {
      const [row] = await ask<SeatedCells>("desk.seated", SEATED, [staffId]);
      if (row === undefined) return null;
      const { since, backAt, signedInAt } = row;
      return { ...row, since: iso(since), backAt: isoOrNull(backAt), signedInAt: iso(signedInAt) };
    },
    news: (asked) => borrow((client) => newsOf(client, asked)),
    async sends(places) {
      type Row = SendPlace & { state: SendState; code: string | null; resendOf: number | null };
      const pairs = JSON.stringify(places.map(({ conversationId, seq }) => ({ c: conversationId, s: seq })));
      return ask<Row>("desk.sends", SENDS, [pairs]);
    },
    async seqs(conversationIds) {
      const rows = await ask<SendPlace>("desk.seqs", SEQS, [conversationIds]);
      return new Map(rows.map(({ conversationId, seq }) => [conversationId, seq]));
    },
    ...floorStore(ask),
    beat: (seatSessionIds, at) => borrow((client) => beat(client, seatSessionIds, at)),
  };
}

function stampOf(
  staffId: string,
  contacts: readonly StampCells[],
  sessions: readonly SessionStamp[],
): DeskStamp {
  const session = sessions.find((one) => one.staffId === staffId);
  return {
    session: session && { id: session.id, version: session.version, extra: session.extra },
    contacts: contacts
      .filter((contact) => contact.staffId === staffId)
      .map(({ staffId: _staffId, offerId, ...stamp }) => ({ ...stamp, offerId: offerId ?? undefined })),
  };
}
