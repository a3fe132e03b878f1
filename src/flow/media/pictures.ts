import type { PlatformAdapter } from "../../core/channel/adapter.ts";
import { PICTURE_BYTES_MAX, type PictureType, sniffPicture } from "../../core/media/sniff.ts";
import { SECOND } from "../../core/kernel/instant.ts";

/** What became of a fetch: bytes that are a picture, none, or nobody knows. */
export type Fetched =
  | { readonly kind: "picture"; readonly type: PictureType; readonly bytes: Uint8Array }
  /** The platform has it no more; or it is none of those that we show, or lies where we do not look. */
  | { readonly kind: "expired" | "refused" }
  /** Worth another try later. */
  | { readonly kind: "unreachable" };

/** One GET without redirects, cut off at the limits; never throws. */
export type FetchBytes = (call: {
  readonly url: string;
  readonly timeoutMs: number;
  readonly bytesMax: number;
}) => Promise<{ readonly status: number; readonly body: Uint8Array } | "too_large" | "no_answer">;

const FETCH_MS_MAX = 10 * SECOND;
const GONE: ReadonlySet<number> = new Set([403, 404, 410]);

/**
 * Fetches a fan's picture from her platform. The address came over the wire, from whoever could sign it: it is
 * followed only to hosts that the platform's adapter names, so that it cannot lead into our own network.
 */
export async function fetchPicture(
  fetchBytes: FetchBytes,
  url: string,
  hosts: readonly string[],
): Promise<Fetched> {
  if (!isAllowed(url, hosts)) return { kind: "refused" };
  const answer = await fetchBytes({ url, timeoutMs: FETCH_MS_MAX, bytesMax: PICTURE_BYTES_MAX });
  if (answer === "no_answer") return { kind: "unreachable" };
  if (answer === "too_large") return { kind: "refused" };
  const { status, body } = answer;
  if (GONE.has(status)) return { kind: "expired" };
  if (status !== 200) return { kind: "unreachable" };
  return pictureOf(body);
}

/** The same of one that the platform names by an id alone. */
export async function fetchPictureById(
  fetchMedia: NonNullable<PlatformAdapter["fetchMedia"]>,
  mediaId: string,
): Promise<Fetched> {
  const fetched = await fetchMedia(mediaId, { timeoutMs: FETCH_MS_MAX, bytesMax: PICTURE_BYTES_MAX });
  switch (fetched.kind) {
    case "bytes":
      return pictureOf(fetched.bytes);
    case "gone":
      return { kind: "expired" };
    case "too_large":
      return { kind: "refused" };
    case "unreachable":
      return fetched;
  }
}

function pictureOf(bytes: Uint8Array): Fetched {
  const type = sniffPicture(bytes);
  return type === undefined ? { kind: "refused" } : { kind: "picture", type, bytes };
}

/** `hosts` with their port where it is not the usual one; no user, no password. */
function isAllowed(url: string, hosts: readonly string[]): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host, username, password } = new URL(url);
  return (
    (protocol === "https:" || protocol === "http:") &&
    username === "" &&
    password === "" &&
    hosts.includes(host)
  );
}
