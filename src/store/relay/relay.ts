import type { ClientBase } from "pg";

import type {
  ComparedDay,
  ExchangeFilter,
  Relay,
  RelayCount,
  RelayStore,
  ShownExchange,
} from "../../action/relay/ports.ts";
import type { RelayMode } from "../../core/relay/policy.ts";
import { modeOf } from "./load.ts";

const OF = /* sql */ `
  SELECT account_id AS "accountId", mode, share::float8 AS share, hash_key AS "hashKey", downstreams,
    answer_ms AS "answerMs", allowed, rules, version, changed_at AS "changedAt"
  FROM relay WHERE account_id = $1`;

const CREATE = /* sql */ `
  INSERT INTO relay (account_id, mode, share, hash_key, downstreams, answer_ms, allowed, rules, changed_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`;

const UPDATE = /* sql */ `
  WITH changed AS (
    UPDATE relay SET version = version + 1, mode = $3, share = $4, downstreams = $5, answer_ms = $6, allowed = $7,
      rules = $8, changed_at = $9
    WHERE account_id = $1 AND version = $2 RETURNING 1)
  SELECT must((SELECT count(*) FROM changed) = 1, 'relay')`;

const END = /* sql */ `
  WITH gone AS (DELETE FROM relay WHERE account_id = $1 AND version = $2 RETURNING 1)
  SELECT must((SELECT count(*) FROM gone) = 1, 'relay')`;

const COUNTS = /* sql */ `
  SELECT minute AS at, sum(ours)::int AS ours, sum(theirs)::int AS theirs, sum(failures)::int AS failures, (
      SELECT coalesce(array_agg(summed ORDER BY slot), '{}') FROM (
        SELECT slot, sum(one)::int AS summed FROM relay_minute t, unnest(t.took) WITH ORDINALITY AS u(one, slot)
        WHERE t.account_id = $1 AND t.minute = m.minute GROUP BY slot) AS slots) AS took
  FROM relay_minute m WHERE account_id = $1 AND minute >= $2 GROUP BY minute ORDER BY minute`;

const WITHIN = /* sql */ `e.account_id = $1 AND e.at >= $2 AND e.at < $3`;

const COMPARED = /* sql */ `
  SELECT date_trunc('day', e.at AT TIME ZONE $4) AT TIME ZONE $4 AS began, comparison, count(*)::int AS count
  FROM relay_exchange e WHERE ${WITHIN} GROUP BY 1, 2 ORDER BY 1 DESC, 2`;

/** The message is found by its inbox row, which lives as long as the exchange does; its month by its moment. */
const EXCHANGES = /* sql */ `
  SELECT e.key, e.at, i.conversation_id AS "conversationId", i.seq, m.content, e.answerer, e.why,
    coalesce(e.ours->>'text', v.answer->>'text', '[' || coalesce(v.answer->>'kind', e.ours->>'kind') || ']') AS ours,
    e.ours_rule AS "oursRule", e.theirs, e.failure, e.took_ms AS "tookMs", e.comparison
  FROM relay_exchange e
  LEFT JOIN inbox i ON i.key = e.key
  LEFT JOIN message m ON m.conversation_id = i.conversation_id AND m.seq = i.seq AND m.at >= e.at - interval '1 minute'
  LEFT JOIN faq_version v ON v.entry_id = (e.ours->>'entryId')::uuid AND v.version = (e.ours->>'version')::int
  WHERE ${WITHIN} AND ($4::text IS NULL OR e.comparison = $4)
    AND ($5::timestamptz IS NULL OR (e.at, e.key) < ($5, $6::uuid))
  ORDER BY e.at DESC, e.key DESC LIMIT $7`;

type Row = Omit<Relay, "mode"> & { readonly mode: RelayMode["kind"]; readonly share: number | null };

/** What people do with an account's relay, and what they see of it. */
export const relayStore = (client: ClientBase): RelayStore => ({
  async of(accountId) {
    const [row] = (await client.query<Row>(OF, [accountId])).rows;
    if (row === undefined) return undefined;
    const { mode, share, ...relay } = row;
    return { ...relay, mode: modeOf(mode, share) };
  },
  async create({ accountId, hashKey, ...relay }, at) {
    const [mode, share, ...way] = cellsOf(relay);
    await client.query(CREATE, [accountId, mode, share, hashKey, ...way, new Date(at)]);
  },
  async update(before, change, at) {
    const { accountId, version } = before;
    await client.query(UPDATE, [accountId, version, ...cellsOf({ ...before, ...change }), new Date(at)]);
  },
  async end({ accountId, version }) {
    await client.query(END, [accountId, version]);
  },
  counts: async (accountId, since) =>
    (await client.query<RelayCount>(COUNTS, [accountId, new Date(since)])).rows,
  compared: async (filter, zone) =>
    (await client.query<ComparedDay>(COMPARED, [...valuesOf(filter), zone])).rows,
  async exchanges(filter, { limit, after }) {
    const from = after === undefined ? [null, null] : [new Date(after.at), after.key];
    const values = [...valuesOf(filter), filter.comparison ?? null, ...from, limit];
    return (await client.query<ShownExchange>(EXCHANGES, values)).rows;
  },
});

const cellsOf = ({
  mode,
  downstreams,
  answerMs,
  allowed,
  rules,
}: Pick<Relay, "mode" | "downstreams" | "answerMs" | "allowed" | "rules">) => [
  mode.kind,
  mode.kind === "canary" ? mode.share : null,
  JSON.stringify(downstreams),
  answerMs,
  allowed,
  JSON.stringify(rules),
];

const valuesOf = ({ accountId, from, until }: ExchangeFilter): readonly (string | Date)[] => [
  accountId,
  new Date(from),
  new Date(until),
];
