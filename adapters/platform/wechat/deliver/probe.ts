import { type AccountProbed, type ProbeReach, type Token } from "seatbridge/kit";

import { type ApiAnswer, callApi, TOKEN_REFUSED } from "../api/call.ts";
import { listAgents } from "../api/desk/accounts.ts";
import { callForToken, type OwnAccess } from "../api/token/own.ts";
import { askServer, type TokenServer } from "../api/token/server.ts";
import { type accessOf, sourceOf } from "../api/token/source.ts";

const PROBE_MS_MAX = 8_000;
const NOT_GRANTED = "48001";
const ADDRESS = /(?:[0-9]{1,3}\.){3}[0-9]{1,3}|[0-9a-f:]*:[0-9a-f:]+:[0-9a-f]+/i;
const DETAIL_CHARS_MAX = 200;

type Settings = Parameters<typeof accessOf>[0];

/**
 * Asks for a token, as sending does (protocols §1.9), and with it for the list of the platform's own desk, which needs
 * the same right as sending and changes nothing.
 */
export async function probe(settings: Settings, reach: ProbeReach): Promise<AccountProbed> {
  const source = sourceOf(settings);
  if ("missing" in source) return { kind: "receives_only", missing: source.missing };
  return source.kind === "own"
    ? probeOwn({ ...source, apiBase: settings.apiBase }, reach)
    : probeTheirs(settings.apiBase, source, reach);
}

async function probeOwn(access: OwnAccess, reach: ProbeReach): Promise<AccountProbed> {
  const { fetch, signal } = reach;
  const answer = await callForToken({ ...access, fetch }, { force: false, timeoutMs: PROBE_MS_MAX, signal });
  const token = answer.kind === "said" ? answer.fields["access_token"] : undefined;
  return typeof token === "string" ? probeRight(access.apiBase, token, reach) : failure(answer);
}

async function probeTheirs(apiBase: string, server: TokenServer, reach: ProbeReach): Promise<AccountProbed> {
  const { fetch, clock, signal } = reach;
  const asked = await askServer(fetch, server, { force: false, at: clock(), signal });
  if (asked.kind === "token") return probeRight(apiBase, asked.value, reach);
  return { kind: asked.code === "token_server_refused" ? "refused" : "unreachable", code: asked.code };
}

async function probeRight(
  apiBase: string,
  token: Token["value"],
  { fetch, signal }: ProbeReach,
): Promise<AccountProbed> {
  const url = new URL(`${apiBase}${listAgents.path}`);
  url.searchParams.set("access_token", token);
  const answer = await callApi(fetch, {
    url: url.href,
    body: { contentType: "application/json", bytes: Buffer.from("{}") },
    timeoutMs: PROBE_MS_MAX,
    signal,
  });
  if (answer.kind !== "said") return failure(answer);
  const { code = "" } = answer;
  // Only a server that is not the platform gives what the platform does not know.
  if (TOKEN_REFUSED.has(code)) return { kind: "refused", code: "token_server_stale" };
  // Whatever else it says is of a desk that this account need not have.
  return code === NOT_GRANTED ? failure(answer, token) : { kind: "ready" };
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
