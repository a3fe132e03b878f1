import {
  answerCode,
  decodeUtf8,
  exchange,
  MINUTE,
  z,
  type Clock,
  type Delivery,
  type Fetch,
} from "seatbridge/kit";

import { verdictOf } from "../deliver/verdicts.ts";

const CALL_MS_MAX = 8_000;
/** A page of two hundred posts. */
const ANSWER_BYTES_MAX = 4 * 1_024 * 1_024;
const PAUSE_MS = MINUTE;
const TOO_MANY = 429;

export type OpenAccess = { readonly accessToken: string; readonly openBase: string };
export type OpenReach = { readonly fetch: Fetch; readonly clock: Clock };

/** What reading has brought: the members of the answer, or what stands in the way and for how long. */
export type Read =
  | { readonly kind: "read"; readonly body: unknown }
  | { readonly kind: "stopped"; readonly code: string; readonly afterMs: number };

const Refusal = z.object({ error_code: z.union([z.int(), z.string()]) });

/** One question to the open platform (protocols §4.3, errors §4.4). Never throws. */
export async function readOpen(
  { accessToken, openBase }: OpenAccess,
  { fetch, clock }: OpenReach,
  path: string,
  query: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Read> {
  const answer = await exchange(fetch, {
    url: `${openBase}/2/${path}.json?${new URLSearchParams(query).toString()}`,
    headers: { authorization: `OAuth2 ${accessToken}` },
    timeoutMs: CALL_MS_MAX,
    answerBytesMax: ANSWER_BYTES_MAX,
    signal,
  });
  if (answer.kind !== "answered") return { kind: "stopped", code: answer.reason, afterMs: PAUSE_MS };
  const body = parse(answer.body);
  const refusal = Refusal.safeParse(body);
  if (refusal.success) return stoppedBy(String(refusal.data.error_code), clock());
  if (answer.status >= 400 || body === undefined) {
    return {
      kind: "stopped",
      code: answer.status === TOO_MANY ? "too_many_requests" : `http_${answer.status}`,
      afterMs: PAUSE_MS,
    };
  }
  return { kind: "read", body };
}

function stoppedBy(given: string, at: number): Read {
  const code = answerCode(given) ?? "answer_unreadable";
  const verdict: Delivery = verdictOf(code, at);
  const afterMs = verdict.kind === "rejected" ? (verdict.afterMs ?? PAUSE_MS) : PAUSE_MS;
  return { kind: "stopped", code, afterMs: Math.max(afterMs, PAUSE_MS) };
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(decodeUtf8(bytes) ?? "");
  } catch {
    return undefined;
  }
}
