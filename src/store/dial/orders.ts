import type { ClientBase } from "pg";

import { DIAL_MS, type DialOutcome, SILENT_MS } from "../../core/dial/dial.ts";
import { SECOND } from "../../core/kernel/instant.ts";
import type { ClaimedDial, Dials } from "../../flow/dial/ports.ts";
import { openSystem, SYSTEM, type SystemRow } from "../call/system-row.ts";
import type { Use } from "../hot/turns.ts";
import type { Vault } from "../secret/vault.ts";
import { queueOf } from "../world/rows.ts";

/** A try ends long before. */
const LEASE_MS = 15 * SECOND;

/** $1 how many, $2 now, $3 until when it is leased */
const CLAIM = /* sql */ `
  WITH mine AS (
    SELECT id FROM dial WHERE state = 'due' AND due_at <= $2 ORDER BY due_at LIMIT $1 FOR UPDATE SKIP LOCKED
  ), claimed AS (
    UPDATE dial d SET state = 'sending', due_at = NULL, lease_until = $3, claims = claims + 1 FROM mine
    WHERE d.id = mine.id RETURNING d.*
  )
  SELECT d.id, d.claims AS claim, d.failures, d.at, d.system_id AS "systemId", d.staff_id AS "staffId", s.login,
    s.employee_no AS "employeeNo", d.seat, d.number, d.known_call AS "knownCall", d.masked, i.customer_id AS "customerId",
    q.key AS queue
  FROM claimed d JOIN staff s ON s.id = d.staff_id JOIN conversation c ON c.id = d.conversation_id
    LEFT JOIN identity i ON i.id = c.identity_id JOIN contact t ON t.id = d.contact_id
    JOIN account a ON a.id = t.account_id LEFT JOIN queue q ON q.id = ${queueOf("t", "a")}
  ORDER BY d.at`;

/** $2 claim, $3 state, $4 code, $5 due at, $6 taken at */
const SETTLE = /* sql */ `
  UPDATE dial SET state = $3, code = $4, due_at = $5, taken_at = $6, lease_until = NULL, failures = failures + 1,
    number = CASE $3 WHEN 'due' THEN number END
  WHERE id = $1 AND claims = $2 AND state = 'sending'`;

/** $1 now, $2 what is older is too late, $3 what was taken before and is silent. What a dead process held is tried again. */
const SWEEP = /* sql */ `
  WITH late AS (
    UPDATE dial SET state = 'failed', code = coalesce(code, 'unreachable'), number = NULL, due_at = NULL, lease_until = NULL
    WHERE (state = 'due' OR (state = 'sending' AND lease_until < $1)) AND at <= $2 RETURNING staff_id
  ), silent AS (
    UPDATE dial SET state = 'failed', code = 'silent' WHERE state = 'taken' AND taken_at <= $3 RETURNING staff_id
  ), left_over AS (
    UPDATE dial SET state = 'due', due_at = $1, lease_until = NULL
    WHERE state = 'sending' AND lease_until < $1 AND at > $2 RETURNING staff_id)
  SELECT staff_id AS "staffId" FROM late UNION SELECT staff_id FROM silent`;

/** The dialling loop's door to orders. Each call is one statement and one commit, or only reads. */
export const dialOrders = (use: Use, vault: Vault): Dials => ({
  async claim(free, at) {
    const values = [free, new Date(at), new Date(at + LEASE_MS)];
    return (await use((client) => client.query<ClaimedDial>(CLAIM, values))).rows;
  },
  async target(systemId) {
    const { rows } = await use((client) => client.query<SystemRow>(`${SYSTEM} WHERE y.id = $1`, [systemId]));
    const { state, url, signKey } = rows.map((row) => openSystem(vault, row))[0] ?? {};
    if (state !== "active" || url === undefined || url === null || signKey === undefined) return undefined;
    return { url, signKey };
  },
  async settle({ id, claim }, outcome, at) {
    return (await use((client) => settle(client, [id, claim], outcome, at))) === 1;
  },
  async sweep(at) {
    const values = [new Date(at), new Date(at - DIAL_MS), new Date(at - SILENT_MS)];
    const { rows } = await use((client) => client.query<{ staffId: string }>(SWEEP, values));
    return rows.map(({ staffId }) => staffId);
  },
});

async function settle(
  client: ClientBase,
  key: readonly unknown[],
  outcome: DialOutcome,
  at: number,
): Promise<number | null> {
  const code = outcome.state === "taken" ? null : outcome.code;
  const dueAt = outcome.state === "due" ? new Date(outcome.dueAt) : null;
  const takenAt = outcome.state === "taken" ? new Date(at) : null;
  return (await client.query(SETTLE, [...key, outcome.state, code, dueAt, takenAt])).rowCount;
}
