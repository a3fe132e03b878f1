import type { ClientBase } from "pg";

import type { Label } from "../../core/channel/fans/labels.ts";
import type { FanChange } from "../../core/fan/change.ts";
import { type Instant, SECOND } from "../../core/kernel/instant.ts";
import type { DueChange, FanStore, Unanswered } from "../../flow/fan/ports.ts";
import type { Use } from "../hot/turns.ts";
import { inTransaction } from "../transaction.ts";
import { claimProfiles, keepProfiles, postponeProfiles, releaseProfiles, sweep } from "./profile.ts";

const LEASE_MS = 30 * SECOND;

const CLAIM = /* sql */ `
  WITH due AS (
    SELECT id FROM fan_change WHERE account_id = $1 AND due_at <= $2 ORDER BY due_at, id LIMIT $3 FOR UPDATE SKIP LOCKED
  ), claimed AS (
    UPDATE fan_change c SET due_at = $4, tries = c.tries + 1 FROM due WHERE c.id = due.id RETURNING c.*
  )
  SELECT c.id, c.identity_id AS "identityId", i.external_id::text AS "externalId", c.kind, c.value, c.reason,
    c.tries::int AS tries, l.external_id AS "labelId"
  FROM claimed c JOIN identity i ON i.id = c.identity_id
  LEFT JOIN fan_label l ON l.account_id = c.account_id AND l.name = c.value AND c.kind IN ('label', 'unlabel')
  ORDER BY c.at, c.id`;

/** What was replaced meanwhile is true at the platform for a moment, and not what is wanted. */
const DONE = /* sql */ `
  UPDATE fan_change SET state = 'done', code = NULL, due_at = NULL, settled_at = $2
  WHERE id = $1 AND state = 'waiting'`;

const POSTPONE = /* sql */ `
  UPDATE fan_change SET code = $2, due_at = $3,
    state = CASE WHEN $3::timestamptz IS NULL THEN 'refused' ELSE state END,
    settled_at = CASE WHEN $3::timestamptz IS NULL THEN $4::timestamptz END
  WHERE id = $1 AND state = 'waiting'`;

const LABEL_OF = /* sql */ `
  SELECT external_id FROM fan_label l JOIN fan_profile p ON p.account_id = l.account_id
  WHERE p.identity_id = $1 AND l.name = $3`;

const TRUE_HERE: Readonly<Record<FanChange["kind"], string>> = {
  label: `labels = (SELECT coalesce(array_agg(DISTINCT one), '{}') FROM unnest(labels || (${LABEL_OF})) AS one)`,
  unlabel: `labels = coalesce(array_remove(labels, (${LABEL_OF})), labels)`,
  remark: "remark = nullif($3, '')",
  block: "blocked_at = coalesce(blocked_at, $3::timestamptz)",
  unblock: "blocked_at = NULL",
};

const LABELS = /* sql */ `
  INSERT INTO fan_label AS l (account_id, external_id, name, fans)
  SELECT $1, i, n, f FROM json_to_recordset($2) AS g(i text, n text, f int)
  ON CONFLICT (account_id, external_id) DO UPDATE SET name = excluded.name, fans = excluded.fans`;
const GONE_LABELS = /* sql */ `DELETE FROM fan_label WHERE account_id = $1 AND external_id <> ALL ($2)`;

const ASK_ANEW = /* sql */ `
  UPDATE fan_profile p SET due_at = $2, tries = 0 FROM conversation c
  WHERE c.id = ANY ($1::uuid[]) AND p.identity_id = c.identity_id`;

const CLAIM_LABELS = /* sql */ `
  INSERT INTO fan_account AS a (account_id, labels_due_at) VALUES ($1, $3)
  ON CONFLICT (account_id) DO UPDATE SET labels_due_at = excluded.labels_due_at
    WHERE a.labels_due_at IS NULL OR a.labels_due_at <= $2
  RETURNING 1`;

/** What the fans' loop writes: short statements on its own connection. */
export function fanStore(use: Use): FanStore {
  return {
    sweep: (accountId, at) => use((client) => sweep(client, accountId, at)),
    claimProfiles: (accountId, max, at) => use((client) => claimProfiles(client, accountId, max, at)),
    keepProfiles: (profiles, at, ids) => use((client) => keepProfiles(client, profiles, at, ids)),
    postponeProfiles: (ids, unanswered) => use((client) => postponeProfiles(client, ids, unanswered)),
    releaseProfiles: (ids, at) => use((client) => releaseProfiles(client, ids, at)),
    askAnew: (ids, at) => use(async (client) => void (await client.query(ASK_ANEW, [ids, new Date(at)]))),
    claimChanges: (accountId, max, at) => use((client) => claimChanges(client, accountId, max, at)),
    keepChange: (due, at) => use((client) => keepChange(client, due, at)),
    postponeChange: (id, unanswered, at) => use((client) => postponeChange(client, id, unanswered, at)),
    claimLabels: (accountId, at, nextAt) =>
      use(async (client) => {
        const { rowCount } = await client.query(CLAIM_LABELS, [accountId, new Date(at), new Date(nextAt)]);
        return rowCount === 1;
      }),
    keepLabels: (accountId, labels) =>
      use(async (client) => {
        await client.query(LABELS, [accountId, JSON.stringify(labels.map(parameter))]);
        await client.query(GONE_LABELS, [accountId, labels.map(({ id }) => id)]);
      }),
    addLabel: (accountId, label) =>
      use(
        async (client) => void (await client.query(LABELS, [accountId, JSON.stringify([parameter(label)])])),
      ),
  };
}

const parameter = ({ id, name, fans }: Label): object => ({ i: id, n: name, f: fans });

type Row = Omit<DueChange, "change" | "labelId"> & {
  readonly kind: FanChange["kind"];
  readonly value: string | null;
  readonly reason: string | null;
  readonly labelId: string | null;
};

async function claimChanges(
  client: ClientBase,
  accountId: string,
  max: number,
  at: Instant,
): Promise<readonly DueChange[]> {
  const values = [accountId, new Date(at), max, new Date(at + LEASE_MS)];
  const { rows } = await client.query<Row>(CLAIM, values);
  return rows.map(({ kind, value, reason, labelId, ...row }) => ({
    ...row,
    labelId: labelId ?? undefined,
    change: toChange(kind, value ?? "", reason ?? ""),
  }));
}

function toChange(kind: FanChange["kind"], value: string, reason: string): FanChange {
  if (kind === "unblock") return { kind };
  return kind === "block" ? { kind, reason } : { kind, value };
}

/**
 * The platform is asked anew, too: its own word is what counts. Both at once: what is neither on its way nor true here
 * would look as if it had come to nothing.
 */
const keepChange = (client: ClientBase, { id, identityId, change }: DueChange, at: Instant): Promise<void> =>
  inTransaction(client, async () => {
    const { rowCount } = await client.query(DONE, [id, new Date(at)]);
    if (rowCount === 0) return;
    const own = change.kind === "unblock" ? [] : ["value" in change ? change.value : new Date(at)];
    await client.query(
      `UPDATE fan_profile SET due_at = $2, tries = 0, ${TRUE_HERE[change.kind]} WHERE identity_id = $1`,
      [identityId, new Date(at), ...own],
    );
  });

async function postponeChange(
  client: ClientBase,
  id: string,
  { code, dueAt }: Unanswered,
  at: Instant,
): Promise<void> {
  await client.query(POSTPONE, [id, code, dueAt === undefined ? null : new Date(dueAt), new Date(at)]);
}
