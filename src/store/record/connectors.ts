import type { ClientBase } from "pg";

import type { Connector, ConnectorStore, DeadLetter, TicketDelivery } from "../../action/connector/ports.ts";
import type { Vault } from "../secret/vault.ts";

/** Each state by its own index: what is synced is most of the table, and of no interest. */
const LIST = /* sql */ `
  SELECT n.id, n.kind, n.name, n.config AS settings, n.state, n.code, n.version, n.created_at AS "createdAt", d.*
  FROM connector n
  CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE NOT dead)::int AS due, min(dirty_since) FILTER (WHERE NOT dead) AS "dirtySince",
      count(*) FILTER (WHERE dead)::int AS dead
    FROM (
      SELECT dirty_since, false AS dead FROM delivery WHERE connector_id = n.id AND state = 'dirty' UNION ALL
      SELECT dirty_since, false FROM delivery WHERE connector_id = n.id AND state = 'sending' UNION ALL
      SELECT dirty_since, true FROM delivery WHERE connector_id = n.id AND state = 'dead') one) d
  WHERE n.state <> 'removed' AND ($1::uuid IS NULL OR n.id = $1)
  ORDER BY n.created_at, n.id`;

const NAME_TAKEN = /* sql */ `
  SELECT 1 FROM connector
  WHERE lower(name) = lower($1) AND state <> 'removed' AND id IS DISTINCT FROM $2::uuid`;

const CREATE = /* sql */ `
  INSERT INTO connector (id, kind, name, config, state, created_at) VALUES ($1, $2, $3, $4, 'active', $5)`;

/** $6: whether the code is written */
const UPDATE = /* sql */ `
  WITH changed AS (
    UPDATE connector SET version = version + 1, name = coalesce($3, name), config = coalesce($4::jsonb, config),
      state = coalesce($5, state), code = CASE WHEN $6 THEN $7 ELSE code END
    WHERE id = $1 AND version = $2 AND state <> 'removed' RETURNING 1)
  SELECT must((SELECT count(*) FROM changed) = 1, 'connector')`;

/** What somebody holds right now is written by that somebody, and due soon anyway. */
const HASTEN = /* sql */ `
  WITH mine AS (
    SELECT connector_id, ticket_id FROM delivery
    WHERE connector_id = $1 AND state = 'dirty' AND due_at > now() ORDER BY ticket_id FOR UPDATE SKIP LOCKED)
  UPDATE delivery d SET due_at = now()
  FROM mine WHERE d.connector_id = mine.connector_id AND d.ticket_id = mine.ticket_id`;

const DEAD = /* sql */ `
  SELECT d.ticket_id AS "ticketId", k.number::int, d.code, d.detail, d.dirty_since AS since
  FROM delivery d JOIN ticket k ON k.id = d.ticket_id
  WHERE d.connector_id = $1 AND d.state = 'dead' AND ($2::uuid IS NULL OR d.ticket_id < $2)
  ORDER BY d.ticket_id DESC LIMIT $3`;

/** An issue that was deleted is not known any more: what was told to it is told again to a new one. */
const REPLAY = /* sql */ `
  WITH mine AS (
    SELECT connector_id, ticket_id FROM delivery
    WHERE connector_id = $1 AND state = 'dead' AND ($2::uuid IS NULL OR ticket_id = $2)
    ORDER BY ticket_id FOR UPDATE)
  UPDATE delivery d SET state = 'dirty', due_at = now(), failures = 0, code = NULL, detail = NULL,
    told = CASE d.code WHEN 'issue_gone' THEN '{}' ELSE told END,
    external_id = CASE d.code WHEN 'issue_gone' THEN NULL ELSE external_id END
  FROM mine WHERE d.connector_id = mine.connector_id AND d.ticket_id = mine.ticket_id`;

/** What keeps the whole connection from being told says more than this ticket's last try. */
const OF_TICKET = /* sql */ `
  SELECT n.id, n.kind, n.name, n.config AS settings, d.external_id AS "externalId",
    CASE d.state WHEN 'synced' THEN 'recorded' WHEN 'dead' THEN 'dead' ELSE 'waiting' END AS state,
    CASE d.state WHEN 'synced' THEN d.recorded_at ELSE d.dirty_since END AS since,
    CASE WHEN d.state IN ('synced', 'dead') THEN d.code
      ELSE CASE n.state WHEN 'paused' THEN 'paused' WHEN 'shut' THEN n.code ELSE d.code END END AS code
  FROM delivery d JOIN connector n ON n.id = d.connector_id AND n.state <> 'removed'
  WHERE d.ticket_id = $1 ORDER BY n.created_at, n.id`;

/** What people do with connections to CRMs. */
export const connectorStore = (client: ClientBase, vault: Vault): ConnectorStore => ({
  list: async () => (await client.query<Connector>(LIST, [null])).rows.map((row) => opened(vault, row)),
  byId: async (id) => (await client.query<Connector>(LIST, [id])).rows.map((row) => opened(vault, row))[0],
  isNameTaken: async (name, butId) => ((await client.query(NAME_TAKEN, [name, butId])).rowCount ?? 0) > 0,
  async create({ id, kind, name, settings }, at) {
    const sealed = vault.seal({ table: "connector", id, kind }, settings);
    await client.query(CREATE, [id, kind, name, sealed, new Date(at)]);
  },
  async update({ id, kind, version }, { name, settings, state, code }) {
    const sealed = settings && vault.seal({ table: "connector", id, kind }, settings);
    await client.query(UPDATE, [id, version, name, sealed, state, code !== undefined, code]);
  },
  async hasten(id) {
    await client.query(HASTEN, [id]);
  },
  dead: async (id, { before, limit }) => (await client.query<DeadLetter>(DEAD, [id, before, limit])).rows,
  replay: async (id, ticketId) => (await client.query(REPLAY, [id, ticketId])).rowCount ?? 0,
  async ofTicket(ticketId) {
    const { rows } = await client.query<TicketDelivery & Pick<Connector, "id">>(OF_TICKET, [ticketId]);
    return rows.map((row) => {
      const { id: _, ...delivery } = opened(vault, row);
      return delivery;
    });
  },
});

/** With its secrets opened; one that no key here opens is missing. */
const opened = <Row extends Pick<Connector, "id" | "kind" | "settings">>(vault: Vault, row: Row): Row => ({
  ...row,
  settings: vault.open({ table: "connector", id: row.id, kind: row.kind }, row.settings).settings,
});
