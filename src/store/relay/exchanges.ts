import type { Exchange, Exchanges } from "../../flow/relay/ports.ts";
import type { Use } from "../hot/turns.ts";

/** Of a reply: a passive one is a few hundred bytes. A longer one is not given a second time. */
const BODY_BYTES_MAX = 16 * 1024;

const KEEP = /* sql */ `
  INSERT INTO relay_exchange
    (key, account_id, fan, at, answerer, why, ours, ours_rule, status, content_type, body, theirs, failure, took_ms, comparison)
  SELECT key, "accountId", fan, at, answerer, why, ours, "oursRule", status, "contentType", decode(body, 'base64'), theirs,
    failure, "tookMs", comparison
  FROM json_to_recordset($1) AS e(key uuid, "accountId" uuid, fan text, at timestamptz, answerer text, why text, ours jsonb,
    "oursRule" text, status smallint, "contentType" text, body text, theirs text, failure text, "tookMs" int,
    comparison text)
  ORDER BY key
  ON CONFLICT (key) DO NOTHING`;

const OF = /* sql */ `
  SELECT answerer, status, content_type AS "contentType", body, took_ms AS "tookMs" FROM relay_exchange WHERE key = $1`;

type Row = {
  answerer: Exchange["answerer"];
  status: number | null;
  contentType: string | null;
  body: Buffer | null;
  tookMs: number;
};

/** What was said beside us. Written behind the answers, so it costs them nothing. */
export const exchangeStore = (use: Use): Exchanges => ({
  async keep(exchanges) {
    await use((client) => client.query(KEEP, [JSON.stringify(exchanges.map(rowOf))]));
  },
  async of(key) {
    const [row] = (await use((client) => client.query<Row>(OF, [key]))).rows;
    if (row === undefined) return undefined;
    const { answerer, status, contentType, body, tookMs } = row;
    if (status === null || body === null) return { answerer, theirs: undefined };
    return {
      answerer,
      theirs: { kind: "answered", status, contentType: contentType ?? undefined, body, tookMs },
    };
  },
});

function rowOf({ theirs, theirsWords, at, ...exchange }: Exchange) {
  const row = { ...exchange, at: new Date(at), theirs: clean(theirsWords), tookMs: theirs.tookMs };
  if (theirs.kind === "failed") return { ...row, failure: theirs.code };
  const { status, contentType, body } = theirs;
  const kept = body.length <= BODY_BYTES_MAX ? Buffer.from(body).toString("base64") : undefined;
  return { ...row, status, contentType: clean(contentType), body: kept };
}

/** PostgreSQL keeps no NUL in text, and this came from a server of somebody else's. */
const clean = (text: string | undefined): string | undefined =>
  text?.replaceAll("\0", "\uFFFD").toWellFormed();
