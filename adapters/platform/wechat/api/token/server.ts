import {
  type AskedToken,
  decodeUtf8,
  exchange,
  type Fetch,
  type Instant,
  isJsonRecord,
  type JsonNode,
  type JsonRecord,
  MINUTE,
  readJson,
  SECOND,
} from "seatbridge/kit";

import { none } from "./none.ts";

/** The brand's own server, which gives the access token to all of its systems. */
export type TokenServer = {
  readonly url: string;
  /** Which header carries the secret; by default `authorization`, as a bearer's. */
  readonly header: string | undefined;
  readonly secret: string | undefined;
  /** Where the token stands in the answer, names with a full stop between them; by default `access_token`. */
  readonly path: string | undefined;
};

const ANSWER_BYTES_MAX = 16 * 1_024;
const ASK_MS_MAX = 5_000;
/** A refusal needs a person; what is only away may be back in a moment. */
const REFUSED_MS = MINUTE;
const AWAY_MS = 10 * SECOND;
/** Of a token whose end is not told; it is asked for again some minutes before. */
const UNTOLD_MS = 10 * MINUTE;
/** A moment in seconds since 1970 is smaller, one in ms larger. */
const SECONDS_MAX = 1e11;

/**
 * One GET. The answer is JSON; beside the token stands `expires_in` (seconds left) or `expires_at` (seconds or ms since
 * 1970, or ISO 8601). `force` (`force_refresh=true`): the platform has refused the token that was given last.
 */
export async function askServer(
  fetch: Fetch,
  server: TokenServer,
  more: { readonly force: boolean; readonly at: Instant; readonly signal?: AbortSignal },
): Promise<AskedToken> {
  const url = new URL(server.url);
  if (more.force) url.searchParams.set("force_refresh", "true");
  const answer = await exchange(fetch, {
    url: url.href,
    headers: { accept: "application/json", ...secretOf(server) },
    timeoutMs: ASK_MS_MAX,
    answerBytesMax: ANSWER_BYTES_MAX,
    ...(more.signal === undefined ? {} : { signal: more.signal }),
  });
  if (answer.kind !== "answered") return none("token_server_unreachable", AWAY_MS);
  const { status, body } = answer;
  if (status === 401 || status === 403) return none("token_server_refused", REFUSED_MS);
  if (status !== 200) return none("token_server_failed", AWAY_MS);
  const read = readJson(decodeUtf8(body) ?? "");
  return read.kind === "read"
    ? tokenIn(read.root, server, more.at)
    : none("token_server_unreadable", AWAY_MS);
}

function secretOf({ header = "authorization", secret }: TokenServer): Readonly<Record<string, string>> {
  if (secret === undefined) return {};
  return { [header]: header.toLowerCase() === "authorization" ? `Bearer ${secret}` : secret };
}

function tokenIn(root: JsonRecord, { path = "access_token" }: TokenServer, at: Instant): AskedToken {
  const names = path.split(".");
  const beside = names.slice(0, -1).reduce<JsonNode | undefined>(childOf, root);
  const value = childOf(beside, names.at(-1) ?? "");
  if (typeof value !== "string" || value === "") return none("token_server_empty", AWAY_MS);
  const expiresInMs = lifeIn(beside, at);
  if (expiresInMs === undefined) return none("token_server_unreadable", AWAY_MS);
  return expiresInMs > 0 ? { kind: "token", value, expiresInMs } : none("token_server_expired", AWAY_MS);
}

const childOf = (node: JsonNode | undefined, name: string): JsonNode | undefined =>
  isJsonRecord(node) && Object.hasOwn(node, name) ? node[name] : undefined;

/** Undefined where it says something that is no time. */
function lifeIn(beside: JsonNode | undefined, at: Instant): number | undefined {
  const left = childOf(beside, "expires_in");
  if (left !== undefined) return finite(Number(left) * SECOND);
  const end = childOf(beside, "expires_at");
  if (end === undefined) return UNTOLD_MS;
  const moment = Number(end);
  if (Number.isNaN(moment)) return typeof end === "string" ? finite(Date.parse(end) - at) : undefined;
  return finite((moment < SECONDS_MAX ? moment * SECOND : moment) - at);
}

const finite = (ms: number): number | undefined => (Number.isFinite(ms) ? ms : undefined);
