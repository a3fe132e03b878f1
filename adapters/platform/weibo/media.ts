import { exchangeInto, type FetchMedia, peek, type Sending } from "seatbridge/kit";

const GONE: ReadonlySet<number> = new Set([404, 410]);
const BRACE = 0x7b;

/**
 * Asks for a fan's file by `tovfid` (protocols §4.1). The address carries the account's token, so it is made here for
 * the one call, and never stored or logged. A refusal is the platform's JSON; it may have to do with the account, so
 * it says nothing of the file.
 */
export function createFetchMedia(
  { accessToken, mediaBase }: { readonly accessToken: string; readonly mediaBase: string },
  { fetch }: Pick<Sending, "fetch">,
): FetchMedia {
  return async (mediaId, { timeoutMs, take }) => {
    const query = new URLSearchParams({ access_token: accessToken, fid: mediaId });
    const url = `${mediaBase}/2/mss/msget?${query.toString()}`;
    const answer = await exchangeInto(fetch, { url, timeoutMs }, async (bytes, status) => {
      if (status !== 200) return undefined;
      const { head, all } = await peek(bytes, 1);
      // A refusal. No picture, sound or film begins with a brace.
      if (head[0] === BRACE) return undefined;
      return { taken: await take(all) };
    });
    if (answer.kind !== "answered") return { kind: "unreachable" };
    if (GONE.has(answer.status)) return { kind: "gone" };
    return answer.read === undefined ? { kind: "unreachable" } : { kind: "taken", ...answer.read };
  };
}
