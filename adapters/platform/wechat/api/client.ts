import { type Exchange, type NoToken, SECOND, type Sending, type z } from "seatbridge/kit";

import { type Api, type ApiAnswer, type ApiCall, createApi } from "./call.ts";
import { meaningOf } from "./codes.ts";
import type { Endpoint } from "./endpoint.ts";
import { type Access, openTokens } from "./token/source.ts";

const CALL_MS_MAX = 8 * SECOND;
const SERVER_ERROR = 500;
const OK = "0";
/** Codes that are told of in an adapter's life. */
const TOLD_MAX = 200;

/** What is known after a call. Everything but `ok` and `refused` says that nobody has answered it. */
export type ClientAnswer<Value> =
  | { readonly kind: "ok"; readonly value: Value }
  /** The platform's own code, digits: it has understood, and done nothing. */
  | { readonly kind: "refused"; readonly code: string }
  /** Not this call's answer; it may have been done all the same. */
  | { readonly kind: "unreadable"; readonly status: number }
  | NoToken
  | Exclude<Exchange, { kind: "answered" }>;

export type Client = <Request extends z.ZodType, Answer extends z.ZodType>(
  endpoint: Endpoint<Request, Answer>,
  request: z.input<Request>,
  more?: CallDetail,
) => Promise<ClientAnswer<z.output<Answer>>>;

type CallDetail = {
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
  /** What an `upload` carries. */
  readonly file?: NonNullable<ApiCall["body"]>;
};

/** An account's way to its platform: all of its calls share one token. */
export function openClient(access: Access, sending: Sending, tokens = openTokens(access, sending)): Client {
  const { fetch } = sending;
  const client = createClient(createApi({ apiBase: access.apiBase, fetch, tokens }));
  return sending.strange === undefined ? client : tellingStrange(client, sending.strange);
}

/** Tells of each code that the table does not know once, by the call that first met it. */
function tellingStrange(client: Client, tell: NonNullable<Sending["strange"]>): Client {
  const told = new Set<string>();
  return async (endpoint, request, more) => {
    const answer = await client(endpoint, request, more);
    if (answer.kind !== "refused" || told.has(answer.code)) return answer;
    const meaning = meaningOf(answer.code);
    if (meaning.known || told.size >= TOLD_MAX) return answer;
    told.add(answer.code);
    tell({ call: endpoint.path, code: answer.code, range: meaning.range });
    return answer;
  };
}

/** Calls by what they mean: what is asked is written, and what is answered read, as the endpoint says. */
export const createClient =
  (api: Api): Client =>
  async (endpoint, request, more = {}) =>
    answerOf(endpoint.answer, await api(callOf(endpoint, request, more)));

function callOf(endpoint: Endpoint, request: unknown, more: CallDetail): ApiCall {
  const { method, path, answerBytesMax } = endpoint;
  const { file, signal, timeoutMs = CALL_MS_MAX } = more;
  const asked = endpoint.request.parse(request) as Readonly<Record<string, unknown>>;
  const body = method === "POST" ? json(asked) : file;
  return {
    path,
    timeoutMs,
    ...(method === "POST" ? {} : { query: texts(asked) }),
    ...(body === undefined ? {} : { body }),
    ...(answerBytesMax === undefined ? {} : { answerBytesMax }),
    ...(signal === undefined ? {} : { signal }),
  };
}

/** As it is: escapes would be shown to fans. */
const json = (asked: object) => ({
  contentType: "application/json; charset=utf-8",
  bytes: Buffer.from(JSON.stringify(asked)),
});

const texts = (asked: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(asked)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, String(value)]),
  );

function answerOf<Answer extends z.ZodType>(
  schema: Answer,
  answer: ApiAnswer,
): ClientAnswer<z.output<Answer>> {
  if (answer.kind !== "said") return answer;
  const { status, code, fields } = answer;
  if (code !== undefined && code !== OK) return { kind: "refused", code };
  const read = schema.safeParse(fields);
  return read.success && status < SERVER_ERROR
    ? { kind: "ok", value: read.data }
    : { kind: "unreadable", status };
}
