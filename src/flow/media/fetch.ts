import type { FetchMedia } from "../../core/channel/adapter.ts";
import type { MediaKind } from "../../core/media/sniff.ts";
import { judgeOf, type Kept, type Take, type Taken } from "../../core/media/taking.ts";
import { SECOND } from "../../core/kernel/instant.ts";

/** What became of a fetch: bytes that are what the message says and are kept by now, none, or nobody knows. */
export type Fetched =
  | { readonly kind: "fetched"; readonly kept: Kept }
  /** The platform has it no more; or it is none of what we show, or lies where we do not look. */
  | { readonly kind: "expired" | "refused" }
  /** Worth another try later. */
  | { readonly kind: "unreachable" };

/** One GET without redirects, whose answer is read as it comes; throws only what `read` throws of its own. */
export type FetchInto = <Read>(
  call: { readonly url: string; readonly timeoutMs: number },
  read: (bytes: AsyncIterable<Uint8Array>, status: number) => Promise<Read>,
) => Promise<{ readonly status: number; readonly read: Read } | "no_answer">;

/** Where the platform has it: at an address, or under an id of its own, or both. */
export type Source = { readonly url: string | null; readonly externalId: string | null };

/** What an account can fetch with. */
export type Means = {
  readonly fetchInto: FetchInto;
  readonly hosts: readonly string[];
  readonly fetchMedia: FetchMedia | undefined;
};

const FETCH_MS_MAX: Readonly<Record<MediaKind, number>> = {
  image: 10 * SECOND,
  voice: 10 * SECOND,
  video: 60 * SECOND,
};
const GONE: ReadonlySet<number> = new Set([403, 404, 410]);

/**
 * Fetches what a fan has sent from her platform, straight into the media store; undefined where nobody can. The
 * address is the quicker way; where it gives nothing, the platform's own id is asked, which lives longer.
 */
export function fetchMedium(
  { fetchInto, hosts, fetchMedia }: Means,
  { url, externalId }: Source,
  kind: MediaKind,
  take: Take,
): Promise<Fetched> | undefined {
  const byId =
    externalId === null || fetchMedia === undefined
      ? undefined
      : () => fetchById(fetchMedia, externalId, kind, take);
  if (url === null) return byId?.();
  const first = fetchByUrl(fetchInto, url, hosts, kind, take);
  if (byId === undefined) return first;
  return first.then((fetched) => (fetched.kind === "fetched" ? fetched : byId()));
}

/**
 * The address came over the wire, from whoever could sign it: it is followed only to hosts that the platform's adapter
 * names, so that it cannot lead into our own network.
 */
async function fetchByUrl(
  fetchInto: FetchInto,
  url: string,
  hosts: readonly string[],
  kind: MediaKind,
  take: Take,
): Promise<Fetched> {
  if (!isAllowed(url, hosts)) return { kind: "refused" };
  const answer = await fetchInto({ url, timeoutMs: FETCH_MS_MAX[kind] }, async (bytes, status) =>
    status === 200 ? take(bytes, judgeOf(kind)) : undefined,
  );
  if (answer === "no_answer") return { kind: "unreachable" };
  if (GONE.has(answer.status)) return { kind: "expired" };
  return answer.read === undefined ? { kind: "unreachable" } : fetchedOf(answer.read);
}

async function fetchById(
  fetchMedia: FetchMedia,
  mediaId: string,
  kind: MediaKind,
  take: Take,
): Promise<Fetched> {
  const fetched = await fetchMedia(mediaId, {
    timeoutMs: FETCH_MS_MAX[kind],
    take: (bytes) => take(bytes, judgeOf(kind)),
  });
  switch (fetched.kind) {
    case "taken":
      return fetchedOf(fetched.taken);
    case "gone":
      return { kind: "expired" };
    case "unreachable":
      return fetched;
  }
}

const fetchedOf = (taken: Taken): Fetched =>
  taken.kind === "kept" ? { kind: "fetched", kept: taken.kept } : { kind: "refused" };

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
