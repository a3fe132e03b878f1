import {
  answerCode,
  collect,
  decodeUtf8,
  exchangeInto,
  type FetchedMedia,
  type FetchMedia,
  jsonBytesMax,
  type JsonRecord,
  peek,
  readJson,
  type Sending,
  type TokenKeeper,
} from "seatbridge/kit";

import { TOKEN_REFUSED } from "./api/call.ts";

/** The platform has thrown it away, or never had it. */
const GONE = "40007";
/** Hosts of the family where films lie (protocols §1.12 names none; these are what the addresses have). */
const FILM_HOSTS = /(?:^|\.)(?:qq\.com|qpic\.cn|wechat\.com)$/;
const BRACE = 0x7b;

/**
 * Asks for what a fan has sent by its id (`/cgi-bin/media/get`). A film is answered by an address, a refusal by JSON
 * with status 200; whatever says nothing of the file itself may be asked again.
 */
export function createFetchMedia(options: {
  readonly apiBase: string;
  readonly tokens: TokenKeeper;
  readonly fetch: Sending["fetch"];
}): FetchMedia {
  const { apiBase, tokens, fetch } = options;

  const ask = <Taken>(mediaId: string, token: string, how: How<Taken>): Promise<Answer<Taken>> => {
    const query = new URLSearchParams({ access_token: token, media_id: mediaId });
    return download(fetch, `${apiBase}/cgi-bin/media/get?${query.toString()}`, how);
  };

  async function follow<Taken>(fields: JsonRecord, how: How<Taken>): Promise<FetchedMedia<Taken>> {
    const { video_url: address } = fields;
    if (typeof address !== "string") return { kind: codeOf(fields) === GONE ? "gone" : "unreachable" };
    if (!isFilmAddress(address, apiBase)) return { kind: "unreachable" };
    const film = await download(fetch, address, how);
    return film.kind === "said" ? { kind: "unreachable" } : film;
  }

  return async (mediaId, how) => {
    const first = await tokens.get();
    if (first.kind === "none") return { kind: "unreachable" };
    const answer = await ask(mediaId, first.token.value, how);
    if (answer.kind !== "said") return answer;
    if (!TOKEN_REFUSED.has(codeOf(answer.fields) ?? "")) return follow(answer.fields, how);
    const second = await tokens.renew(first.token);
    if (second.kind === "none") return { kind: "unreachable" };
    const again = await ask(mediaId, second.token.value, how);
    return again.kind === "said" ? follow(again.fields, how) : again;
  };
}

type How<Taken> = {
  readonly timeoutMs: number;
  readonly take: (bytes: AsyncIterable<Uint8Array>) => Promise<Taken>;
};
type Answer<Taken> = FetchedMedia<Taken> | { readonly kind: "said"; readonly fields: JsonRecord };

async function download<Taken>(
  fetch: Sending["fetch"],
  url: string,
  { timeoutMs, take }: How<Taken>,
): Promise<Answer<Taken>> {
  const answer = await exchangeInto(
    fetch,
    { url, timeoutMs },
    async (bytes, status): Promise<Answer<Taken>> => {
      if (status !== 200) return { kind: "unreachable" };
      const { head, all } = await peek(bytes, 1);
      // No picture, sound or film begins with a brace.
      if (head[0] !== BRACE) return { kind: "taken", taken: await take(all) };
      const fields = await jsonOf(all);
      return fields === undefined ? { kind: "unreachable" } : { kind: "said", fields };
    },
  );
  return answer.kind === "answered" ? answer.read : { kind: "unreachable" };
}

const codeOf = ({ errcode = null }: JsonRecord): string | undefined => answerCode(errcode);

async function jsonOf(bytes: AsyncIterable<Uint8Array>): Promise<JsonRecord | undefined> {
  const reading = readJson(decodeUtf8((await collect(bytes, jsonBytesMax)) ?? new Uint8Array()) ?? "");
  return reading.kind === "read" ? reading.root : undefined;
}

/** The address comes over a connection that we trust; all the same it leads nowhere but to the platform. */
function isFilmAddress(address: string, apiBase: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, host, hostname, username, password, port } = new URL(address);
  if ((protocol !== "https:" && protocol !== "http:") || username !== "" || password !== "") return false;
  return host === new URL(apiBase).host || (port === "" && FILM_HOSTS.test(hostname));
}
