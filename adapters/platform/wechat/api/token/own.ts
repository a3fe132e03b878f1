import { type AskedToken, type Fetch, MINUTE, SECOND, z } from "seatbridge/kit";

import { callApi } from "../call.ts";
import { post } from "../endpoint.ts";
import { none } from "./none.ts";

/** The account's own secret, and where the platform's interface lies. */
export type OwnAccess = { readonly appId: string; readonly appSecret: string; readonly apiBase: string };

const TOKEN_MS_MAX = 5_000;
/** A refusal needs a person (wrong secret, address not listed): asking again sooner mends nothing. */
const REFUSED_MS = MINUTE;
const BUSY_MS = 2 * SECOND;
const BUSY = "-1";

/** The stable one: asking for it kills nobody else's. */
export const readToken = post("/cgi-bin/stable_token", {
  request: z.looseObject({
    grant_type: z.literal("client_credential"),
    appid: z.string(),
    secret: z.string(),
    force_refresh: z.boolean(),
  }),
  answer: z.looseObject({ access_token: z.string().min(1), expires_in: z.number().positive() }),
});

/** Asks for a token (protocols §1.9), with no token. */
export const callForToken = (
  { apiBase, appId, appSecret, fetch }: OwnAccess & { readonly fetch: Fetch },
  more: { readonly force: boolean; readonly timeoutMs: number; readonly signal?: AbortSignal },
) =>
  callApi(fetch, {
    url: `${apiBase}${readToken.path}`,
    body: {
      contentType: "application/json",
      bytes: Buffer.from(
        JSON.stringify({
          grant_type: "client_credential",
          appid: appId,
          secret: appSecret,
          force_refresh: more.force,
        }),
      ),
    },
    timeoutMs: more.timeoutMs,
    ...(more.signal === undefined ? {} : { signal: more.signal }),
  });

/** The account's token for its keeper, by its own secret. */
export async function askPlatform(
  access: OwnAccess & { readonly fetch: Fetch },
  force: boolean,
): Promise<AskedToken> {
  const answer = await callForToken(access, { force, timeoutMs: TOKEN_MS_MAX });
  if (answer.kind === "unreadable") return none("token_unreadable", BUSY_MS);
  if (answer.kind !== "said") return none("token_unreachable", BUSY_MS);
  const read = readToken.answer.safeParse(answer.fields);
  if (read.success) {
    const { access_token: value, expires_in: seconds } = read.data;
    return { kind: "token", value, expiresInMs: seconds * SECOND };
  }
  const { code = "token_unreadable" } = answer;
  return none(code, code === BUSY ? BUSY_MS : REFUSED_MS);
}
