import {
  type Body,
  type Exchange,
  type Fetch,
  type JsonLimits,
  type JsonRecord,
  type NoToken,
  type Token,
  type TokenKeeper,
  answerCode,
  decodeUtf8,
  exchange,
  readJson,
} from "seatbridge/kit";

/** Most answers of this interface are some dozens of bytes. */
const ANSWER_BYTES_MAX = 64 * 1_024;
/** A page of ten thousand fans, and a menu's depth. */
const NODES_MAX = 100_000;
const DEPTH_MAX = 16;

/** The token is not the newest, is none, has expired. Nothing else is mended by another token. */
export const TOKEN_REFUSED: ReadonlySet<string> = new Set(["40001", "40014", "42001"]);

export type ApiCall = {
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** Sent by POST; without one it is a GET. */
  readonly body?: { readonly contentType: string; readonly bytes: Body };
  readonly timeoutMs: number;
  readonly answerBytesMax?: number;
  readonly signal?: AbortSignal;
};

export type ApiAnswer =
  /**
   * `code` is the platform's errcode; undefined where its answer has none, as an upload's. Of `fields`, whole numbers
   * that no double holds are their digits.
   */
  | {
      readonly kind: "said";
      readonly status: number;
      readonly code: string | undefined;
      readonly fields: JsonRecord;
    }
  /** Not this interface's: a gateway's page, a cut text, a code that is none. */
  | { readonly kind: "unreadable"; readonly status: number }
  | NoToken
  | Exclude<Exchange, { kind: "answered" }>;

/** Calls with the account's token. A refused token is renewed, and the call repeated, exactly once. */
export type Api = (call: ApiCall) => Promise<ApiAnswer>;

export function createApi(options: {
  readonly apiBase: string;
  readonly tokens: TokenKeeper;
  readonly fetch: Fetch;
}): Api {
  const { apiBase, tokens, fetch } = options;

  const callWith = async ({ value }: Token, { path, query = {}, ...call }: ApiCall): Promise<ApiAnswer> => {
    const url = new URL(`${apiBase}${path}`);
    for (const [name, text] of Object.entries({ ...query, access_token: value })) {
      url.searchParams.set(name, text);
    }
    return callApi(fetch, { ...call, url: url.href });
  };

  return async (call) => {
    const first = await tokens.get();
    if (first.kind === "none") return first;
    const answer = await callWith(first.token, call);
    if (answer.kind !== "said" || !TOKEN_REFUSED.has(answer.code ?? "")) return answer;
    const second = await tokens.renew(first.token);
    return second.kind === "none" ? second : callWith(second.token, call);
  };
}

/** One call, without a token. */
export async function callApi(
  fetch: Fetch,
  call: Omit<ApiCall, "path" | "query"> & { readonly url: string },
): Promise<Exclude<ApiAnswer, NoToken>> {
  const { body, answerBytesMax = ANSWER_BYTES_MAX, ...rest } = call;
  const sent = body && { headers: { "content-type": body.contentType }, body: body.bytes };
  const answer = await exchange(fetch, { ...rest, ...sent, answerBytesMax });
  if (answer.kind !== "answered") return answer;
  return read(answer.status, answer.body, {
    bytesMax: answerBytesMax,
    depthMax: DEPTH_MAX,
    nodesMax: NODES_MAX,
  });
}

function read(
  status: number,
  body: Uint8Array,
  limits: JsonLimits,
): ApiAnswer & { readonly kind: "said" | "unreadable" } {
  const reading = readJson(decodeUtf8(body) ?? "", limits);
  if (reading.kind === "refused") return { kind: "unreadable", status };
  const { errcode = null } = reading.root;
  const code = answerCode(errcode);
  // Where a code should be and something else is, somebody else answers.
  if (errcode !== null && code === undefined) return { kind: "unreadable", status };
  return { kind: "said", status, code, fields: reading.root };
}
