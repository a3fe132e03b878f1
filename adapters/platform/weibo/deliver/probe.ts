import {
  type AccountProbed,
  answerCode,
  decodeUtf8,
  exchange,
  type JsonRecord,
  type ProbeReach,
  readJson,
} from "seatbridge/kit";

const PROBE_MS_MAX = 8_000;
const ANSWER_BYTES_MAX = 64 * 1_024;
const DETAIL_CHARS_MAX = 200;
const EXPIRED = "21327";
/** Authorisations are asked about elsewhere than messages are sent. */
const SENDING = "https://m.api.weibo.com";
const AUTHORISING = "https://api.weibo.com";

type Access = {
  readonly apiBase: string;
  readonly accessToken?: string | undefined;
  readonly uid?: string | undefined;
};

/** Asks what the token is good for (protocols §4.3). Whether the App Secret is right, only a push shows. */
export async function probe(access: Access, { fetch, signal }: ProbeReach): Promise<AccountProbed> {
  const { apiBase, accessToken, uid } = access;
  if (accessToken === undefined) return { kind: "receives_only", missing: ["accessToken"] };
  const answer = await exchange(fetch, {
    url: `${apiBase === SENDING ? AUTHORISING : apiBase}/oauth2/get_token_info`,
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: Buffer.from(`access_token=${encodeURIComponent(accessToken)}`),
    timeoutMs: PROBE_MS_MAX,
    answerBytesMax: ANSWER_BYTES_MAX,
    signal,
  });
  if (answer.kind !== "answered") return { kind: "unreachable", code: answer.reason };
  const reading = readJson(decodeUtf8(answer.body) ?? "");
  return verdictOf(reading.kind === "read" ? reading.root : {}, answer.status, uid);
}

function verdictOf(fields: JsonRecord, status: number, uid: string | undefined): AccountProbed {
  const { error_code: given } = fields;
  const code = answerCode(given);
  if (code !== undefined) {
    const words = textOf(fields["error_description"]) ?? textOf(fields["error"]) ?? "";
    return { kind: "refused", code, detail: words.slice(0, DETAIL_CHARS_MAX) };
  }
  const owner = textOf(fields["uid"]);
  if (owner === undefined || given !== undefined)
    return { kind: "unreachable", code: "answer_unreadable", detail: `http_${status}` };
  if (uid !== undefined && owner !== uid) return { kind: "refused", code: "uid_other", detail: owner };
  return Number(textOf(fields["expire_in"]) ?? 1) > 0
    ? { kind: "ready" }
    : { kind: "refused", code: EXPIRED };
}

/** A number in some answers, its digits as text in others. */
const textOf = (value: JsonRecord[string] | undefined): string | undefined =>
  typeof value === "number" || typeof value === "string" ? String(value) : undefined;
