import {
  type Exchange,
  type Fetch,
  type NoToken,
  type Token,
  type TokenKeeper,
  answerCode,
  decodeUtf8,
  exchange,
} from "seatbridge/kit";

/** Answers of this interface are some dozens of bytes. */
const ANSWER_BYTES_MAX = 64 * 1_024;

/** The token is not the newest, is none, has expired. Nothing else is mended by another token. */
const TOKEN_REFUSED: ReadonlySet<string> = new Set(["40001", "40014", "42001"]);

export type ApiCall = {
  readonly path: string;
  readonly contentType: string;
  readonly body: Uint8Array;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
};

export type ApiAnswer =
  /** `code` is the platform's errcode; undefined where its answer has none, as an upload's. */
  | {
      readonly kind: "said";
      readonly status: number;
      readonly code: string | undefined;
      readonly fields: Readonly<Record<string, unknown>>;
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

  const callWith = async ({ value }: Token, { path, ...call }: ApiCall): Promise<ApiAnswer> => {
    const url = new URL(`${apiBase}${path}`);
    url.searchParams.set("access_token", value);
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
  call: Omit<ApiCall, "path"> & { readonly url: string },
): Promise<Exclude<ApiAnswer, NoToken>> {
  const { contentType, ...rest } = call;
  const headers = { "content-type": contentType };
  const answer = await exchange(fetch, { ...rest, headers, answerBytesMax: ANSWER_BYTES_MAX });
  return answer.kind === "answered" ? read(answer.status, answer.body) : answer;
}

function read(status: number, body: Uint8Array): ApiAnswer & { readonly kind: "said" | "unreadable" } {
  const fields = parse(body);
  if (fields === undefined) return { kind: "unreadable", status };
  const { errcode = null } = fields;
  const code = answerCode(errcode);
  // Where a code should be and something else is, somebody else answers.
  if (errcode !== null && code === undefined) return { kind: "unreadable", status };
  return { kind: "said", status, code, fields };
}

function parse(body: Uint8Array): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(decodeUtf8(body) ?? "");
    return typeof value === "object" && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
