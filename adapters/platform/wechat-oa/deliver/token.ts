import { type AskedToken, type Fetch, type NoToken, MINUTE, SECOND } from "seatbridge/kit";

import { callApi } from "./api.ts";

const TOKEN_MS_MAX = 5_000;
/** A refusal needs a person (wrong secret, address not listed): asking again sooner mends nothing. */
const REFUSED_MS = MINUTE;
const BUSY_MS = 2 * SECOND;
const BUSY = "-1";

/** Asks for the account's token (protocols §1.9). The stable one: asking for it kills nobody else's. */
export async function askToken(
  options: {
    readonly apiBase: string;
    readonly appId: string;
    readonly appSecret: string;
    readonly fetch: Fetch;
  },
  force: boolean,
): Promise<AskedToken> {
  const { apiBase, appId, appSecret, fetch } = options;
  const answer = await callApi(fetch, {
    url: `${apiBase}/cgi-bin/stable_token`,
    contentType: "application/json",
    body: Buffer.from(
      JSON.stringify({
        grant_type: "client_credential",
        appid: appId,
        secret: appSecret,
        force_refresh: force,
      }),
    ),
    timeoutMs: TOKEN_MS_MAX,
  });
  if (answer.kind === "unreadable") return none("token_unreadable", BUSY_MS);
  if (answer.kind !== "said") return none("token_unreachable", BUSY_MS);
  const { access_token: value, expires_in: seconds } = answer.fields;
  if (typeof value === "string" && value !== "" && typeof seconds === "number" && seconds > 0) {
    return { kind: "token", value, expiresInMs: seconds * SECOND };
  }
  const { code = "token_unreadable" } = answer;
  return none(code, code === BUSY ? BUSY_MS : REFUSED_MS);
}

const none = (code: string, afterMs: number): NoToken => ({ kind: "none", code, afterMs });
