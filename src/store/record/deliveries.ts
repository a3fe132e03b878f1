import type { Claimed, ConnectorRow, Deliveries, Outcome } from "../../flow/record/ports.ts";
import { readUntold } from "./untold.ts";
import type { Use } from "../hot/turns.ts";

/** A try ends long before; whoever has not told of it by then has died. */
const LEASE = "60 seconds";

const CONNECTORS = /* sql */ `SELECT id, kind, config, version FROM connector WHERE state = 'active' ORDER BY id`;

/** $1 connector, $2 how many */
const CLAIM = /* sql */ `
  WITH mine AS (
    SELECT connector_id, ticket_id FROM delivery
    WHERE connector_id = $1 AND state = 'dirty' AND due_at <= now()
    ORDER BY due_at LIMIT $2 FOR UPDATE SKIP LOCKED
  )
  UPDATE delivery d SET state = 'sending', due_at = NULL, lease_until = now() + interval '${LEASE}', claims = claims + 1
  FROM mine WHERE d.connector_id = mine.connector_id AND d.ticket_id = mine.ticket_id
  RETURNING d.connector_id AS "connectorId", d.ticket_id AS "ticketId", d.claims AS claim, d.marks, d.failures, d.told,
    d.external_id AS "externalId"`;

/**
 * What happened meanwhile (marks) leaves it dirty. $1 connector, $2 ticket, $3 claim, $4 marks, $5 the CRM's id, $6 told,
 * $7 whether there is more
 */
const SYNCED = /* sql */ `
  UPDATE delivery SET external_id = $5, told = $6, failures = 0, lease_until = NULL, recorded_at = now(), code = NULL,
    detail = NULL,
    state = CASE WHEN $7 OR marks <> $4 THEN 'dirty' ELSE 'synced' END,
    dirty_since = CASE WHEN $7 THEN dirty_since WHEN marks <> $4 THEN now() END,
    due_at = CASE WHEN $7 OR marks <> $4 THEN now() END
  WHERE connector_id = $1 AND ticket_id = $2 AND claims = $3 AND state = 'sending'`;

/** $4 state, $5 code, $6 detail, $7 pause in ms */
const FAILED = /* sql */ `
  UPDATE delivery SET state = $4, code = $5, detail = left($6, 500), failures = failures + 1, lease_until = NULL,
    due_at = CASE $4 WHEN 'dirty' THEN now() + make_interval(secs => $7 / 1000.0) END
  WHERE connector_id = $1 AND ticket_id = $2 AND claims = $3 AND state = 'sending'`;

/** Only as it was tried: whoever has changed it meanwhile has perhaps mended it. */
const SHUT = /* sql */ `
  UPDATE connector SET state = 'shut', code = $3, version = version + 1
  WHERE id = $1 AND version = $2 AND state = 'active'`;

const ABANDONED = /* sql */ `
  UPDATE delivery d SET state = 'dirty', due_at = now(), lease_until = NULL
  FROM (SELECT connector_id, ticket_id FROM delivery WHERE state = 'sending' AND lease_until < now()
        ORDER BY connector_id, ticket_id FOR UPDATE SKIP LOCKED) gone
  WHERE d.connector_id = gone.connector_id AND d.ticket_id = gone.ticket_id`;

/** The record loop's door to what CRMs still have to hear. Each call is one statement and one commit, or only reads. */
export function deliveries(use: Use): Deliveries {
  return {
    connectors: async () => (await use((client) => client.query<ConnectorRow>(CONNECTORS))).rows,
    async claim(connectorId, free) {
      const { rows } = await use((client) =>
        client.query<Omit<Claimed, "externalId"> & { externalId: string | null }>(CLAIM, [connectorId, free]),
      );
      return rows.map((row) => ({ ...row, externalId: row.externalId ?? undefined }));
    },
    untold: ({ ticketId, told }) => use((client) => readUntold(client, ticketId, told)),
    async settle(claimed, outcome) {
      const [sql, values] = settling(outcome, claimed.marks);
      const { connectorId, ticketId, claim } = claimed;
      const { rowCount } = await use((client) =>
        client.query(sql, [connectorId, ticketId, claim, ...values]),
      );
      return rowCount === 1;
    },
    async shut(connectorId, version, code) {
      await use((client) => client.query(SHUT, [connectorId, version, code]));
    },
    abandoned: async () => (await use((client) => client.query(ABANDONED))).rowCount ?? 0,
  };
}

function settling(outcome: Outcome, marks: number): readonly [string, readonly unknown[]] {
  if (outcome.state === "synced") {
    return [SYNCED, [marks, outcome.externalId, outcome.told, outcome.more]];
  }
  const { state, code } = outcome;
  const detail = outcome.state === "dead" ? (outcome.detail ?? null) : null;
  return [FAILED, [state, code, detail, outcome.state === "dirty" ? outcome.afterMs : null]];
}
