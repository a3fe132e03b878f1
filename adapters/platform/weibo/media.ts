import { decodeUtf8, exchange, readJson, type PlatformAdapter, type Sending } from "seatbridge/kit";

const GONE: ReadonlySet<number> = new Set([404, 410]);

/**
 * Asks for a fan's file by `tovfid` (protocols §4.1). The address carries the account's token, so it is made here for
 * the one call, and never stored or logged. A refusal is the platform's JSON; it may have to do with the account, so
 * it says nothing of the file.
 */
export function createFetchMedia(
  { accessToken, mediaBase }: { readonly accessToken: string; readonly mediaBase: string },
  { fetch }: Pick<Sending, "fetch">,
): NonNullable<PlatformAdapter["fetchMedia"]> {
  return async (mediaId, { bytesMax, timeoutMs }) => {
    const query = new URLSearchParams({ access_token: accessToken, fid: mediaId });
    const url = `${mediaBase}/2/mss/msget?${query.toString()}`;
    const answer = await exchange(fetch, { url, timeoutMs, answerBytesMax: bytesMax });
    if (answer.kind !== "answered") {
      return { kind: answer.reason === "answer_too_long" ? "too_large" : "unreachable" };
    }
    const { status, body } = answer;
    if (GONE.has(status)) return { kind: "gone" };
    return status === 200 && !isRefusal(body) ? { kind: "bytes", bytes: body } : { kind: "unreachable" };
  };
}

function isRefusal(body: Uint8Array): boolean {
  const reading = readJson(decodeUtf8(body) ?? "");
  return reading.kind === "read" && "error_code" in reading.root;
}
