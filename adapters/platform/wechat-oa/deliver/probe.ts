import { type AccountProbed, type ProbeReach, type Token } from "seatbridge/kit";

import { type ApiAnswer, callApi } from "./api.ts";

const PROBE_MS_MAX = 8_000;
const NOT_GRANTED = "48001";
const ADDRESS = /(?:[0-9]{1,3}\.){3}[0-9]{1,3}|[0-9a-f:]*:[0-9a-f:]+:[0-9a-f]+/i;
const DETAIL_CHARS_MAX = 200;

type Access = {
  readonly apiBase: string;
  readonly appId?: string | undefined;
  readonly appSecret?: string | undefined;
};

/**
 * Asks for a token, as sending does (protocols §1.9), and with it for the list of the platform's own desk, which needs
 * the same right as sending and changes nothing.
 */
export async function probe(access: Access, reach: ProbeReach): Promise<AccountProbed> {
  const { apiBase, appId, appSecret } = access;
  const missing = (["appId", "appSecret"] as const).filter((name) => access[name] === undefined);
  if (missing.length > 0) return { kind: "receives_only", missing };
  const body = {
    grant_type: "client_credential",
    appid: appId,
    secret: appSecret,
    force_refresh: false,
  };
  const answer = await callApi(reach.fetch, {
    url: `${apiBase}/cgi-bin/stable_token`,
    contentType: "application/json",
    body: Buffer.from(JSON.stringify(body)),
    timeoutMs: PROBE_MS_MAX,
    signal: reach.signal,
  });
  const token = answer.kind === "said" ? answer.fields["access_token"] : undefined;
  return typeof token === "string" ? probeRight(apiBase, token, reach) : failure(answer);
}

async function probeRight(
  apiBase: string,
  token: Token["value"],
  { fetch, signal }: ProbeReach,
): Promise<AccountProbed> {
  const url = new URL(`${apiBase}/cgi-bin/customservice/getkflist`);
  url.searchParams.set("access_token", token);
  const answer = await callApi(fetch, {
    url: url.href,
    contentType: "application/json",
    body: Buffer.from("{}"),
    timeoutMs: PROBE_MS_MAX,
    signal,
  });
  // Whatever else it says is of a desk that this account need not have.
  return answer.kind === "said" && answer.code === NOT_GRANTED ? failure(answer, token) : { kind: "ready" };
}

function failure(answer: Exclude<ApiAnswer, { kind: "none" }>, token?: string): AccountProbed {
  switch (answer.kind) {
    case "not_sent":
    case "no_answer":
      return { kind: "unreachable", code: answer.reason };
    case "unreadable":
      return { kind: "unreachable", code: "answer_unreadable", detail: `http_${answer.status}` };
    case "said": {
      const { code = "answer_unreadable", fields } = answer;
      const words = fields["errmsg"];
      if (typeof words !== "string" || (token !== undefined && words.includes(token))) {
        return { kind: "refused", code };
      }
      // Of an address that is not on the list, that address is all that matters.
      const address = code === "40164" ? ADDRESS.exec(words)?.[0] : undefined;
      return { kind: "refused", code, detail: address ?? words.slice(0, DETAIL_CHARS_MAX) };
    }
  }
}
