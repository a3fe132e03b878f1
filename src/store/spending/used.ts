import type { BudgetStore, Used } from "../../flow/send/ports.ts";
import { SAID_BY_PLATFORM } from "./spent.ts";

/** Whatever the send loop has claimed since then counts from that moment on; what the platform refused has cost it a call. */
const askedSince = (since: string): string => /* sql */ `
  SELECT c.account_id, coalesce(t.via, CASE WHEN o.notice IS NULL THEN 'words' ELSE 'template' END) AS kind, o.asked_at
  FROM (
    SELECT conversation_id, notice, sent_at AS asked_at FROM outbox WHERE sent_at >= ${since}
    UNION ALL
    SELECT conversation_id, notice, at FROM outbox o
    WHERE at >= ${since} AND state IN ('rejected', 'expired') AND sent_at IS NULL AND paid_by IS NULL AND ${SAID_BY_PLATFORM}
  ) o JOIN conversation c ON c.id = o.conversation_id
  LEFT JOIN notice_template t ON t.account_id = c.account_id AND t.id = o.notice`;

/** The spenders of whom a kind of notice is; words are everybody else's. */
const KIND = /* sql */ `CASE WHEN s.spender IN ('template', 'subscription') THEN s.spender ELSE 'words' END`;

/** $1 accounts, $2 kinds, $3 since when of each */
const USED = /* sql */ `
  WITH period AS (SELECT * FROM unnest($1::uuid[], $2::text[], $3::timestamptz[]) AS p(account_id, kind, since)),
  mark AS (SELECT coalesce((SELECT until FROM spending_mark), '-infinity') AS until),
  first AS (SELECT greatest((SELECT until FROM mark), min(since)) AS since FROM period),
  open AS (
    SELECT p.account_id, p.kind, count(*) AS n
    FROM (${askedSince("(SELECT since FROM first)")}) a
    JOIN period p ON p.account_id = a.account_id AND p.kind = a.kind AND a.asked_at >= p.since
    GROUP BY 1, 2
  ), closed AS (
    SELECT p.account_id, p.kind, sum(s.count) AS n
    FROM spending s JOIN period p ON p.account_id = s.account_id AND p.kind = ${KIND} AND s.hour >= p.since
    WHERE s.fate IN ('sent', 'refused') AND s.hour < (SELECT until FROM mark) GROUP BY 1, 2
  )
  SELECT p.account_id::text AS "accountId", p.kind, (coalesce(o.n, 0) + coalesce(c.n, 0))::int AS used,
    (extract(epoch FROM now()) * 1000)::float8 AS "upTo"
  FROM period p LEFT JOIN open o USING (account_id, kind) LEFT JOIN closed c USING (account_id, kind)`;

/** $1 since */
const SINCE = /* sql */ `
  SELECT account_id::text AS "accountId", kind, count(*)::int AS used FROM (${askedSince("$1")}) a GROUP BY 1, 2`;

const TELL = /* sql */ `
  INSERT INTO budget_told (account_id, kind, since, level, at, used, sends) VALUES ($1, $2, $3, $4, now(), $5, $6)
  ON CONFLICT DO NOTHING RETURNING level`;

/** One statement, one commit. */
type Ask = <Row extends object>(text: string, values: readonly unknown[]) => Promise<readonly Row[]>;

/** How much accounts have used of their budgets: the sums of the hours that are over, and the outbox since. */
export function budgetStore(ask: Ask): BudgetStore {
  return {
    async used(periods) {
      const values = [
        periods.map(({ accountId }) => accountId),
        periods.map(({ kind }) => kind),
        periods.map(({ since }) => new Date(since)),
      ];
      const rows = await ask<Used & { readonly upTo: number }>(USED, values);
      return { used: rows, upTo: rows[0]?.upTo ?? 0 };
    },
    usedSince: (upTo) => ask<Used>(SINCE, [new Date(upTo)]),
    async tell({ accountId, kind, since, level, used, sends }) {
      const values = [accountId, kind, new Date(since), level, used, sends];
      return (await ask<object>(TELL, values)).length === 1;
    },
  };
}
