import {
  UNREADABLE_CHARS_MAX,
  z,
  type Cursors,
  type Looked,
  type SocialItem,
  type Unreadable,
} from "seatbridge/kit";

import { type OpenAccess, type OpenReach, readOpen } from "./call.ts";
import { Comment, itemOfComment, itemOfStatus, rootOfStatus, Status } from "./wire.ts";

/** The platform's own limits of a page. */
const PAGE_MAX = 200;
/** So many pages of one list at a look; what is beyond is older than anybody waits for. */
const PAGES_MAX = 10;

const bigger = (one: string, other: string): string =>
  one.length === other.length ? (one > other ? one : other) : one.length > other.length ? one : other;

type List = {
  readonly path: string;
  /** Whose cursor is taken where this list was never read: its rows were among that one's. */
  readonly after?: string;
  readonly member: "statuses" | "comments";
  readonly itemsOf: (row: unknown, ownId: string) => readonly SocialItem[] | undefined;
};

const statuses = (path: string): List => ({
  path,
  member: "statuses",
  itemsOf(row, ownId) {
    const status = Status.safeParse(row);
    if (!status.success) return undefined;
    // One that was deleted meanwhile has no author; everything else has to become an item.
    if (status.data.user === undefined) return [];
    const own = itemOfStatus(status.data, ownId);
    if (own === undefined) return undefined;
    const root = rootOfStatus(status.data, ownId);
    return root === undefined ? [own] : [root, own];
  },
});

const comments = (path: string): List => ({
  path,
  member: "comments",
  itemsOf(row, ownId) {
    const comment = Comment.safeParse(row);
    if (!comment.success) return undefined;
    const item = itemOfComment(comment.data, ownId);
    return item && [item];
  },
});

const LISTS: readonly List[] = [
  statuses("statuses/mentions"),
  comments("comments/mentions"),
  // What is written to us, and by us: an answer that somebody wrote on the platform's own page comes back without a call.
  { ...comments("comments/timeline"), after: "comments/to_me" },
];

/** What one look costs at the least. */
export const CALLS_PER_LOOK = LISTS.length;

/** Looks through the lists one after the other; what the platform refuses ends the look. */
export async function lookThrough(
  access: OpenAccess & { readonly uid: string },
  reach: OpenReach,
  cursors: Cursors,
  signal: AbortSignal,
): Promise<Looked> {
  const next: Record<string, string> = { ...cursors };
  const items: SocialItem[] = [];
  const unreadable: Unreadable[] = [];
  let calls = 0;
  for (const list of LISTS) {
    const since = cursors[list.path] ?? cursors[list.after ?? ""];
    const found = await readList(list, access, reach, since, signal);
    calls += found.calls;
    items.push(...found.items);
    unreadable.push(...found.unreadable);
    if (found.trouble !== undefined)
      return { items: oldestFirst(items), cursors: next, calls, unreadable, trouble: found.trouble };
    if (found.newest !== undefined) next[list.path] = found.newest;
  }
  return { items: oldestFirst(items), cursors: next, calls, unreadable };
}

type Found = Omit<Looked, "cursors" | "unreadable"> & {
  readonly unreadable: readonly Unreadable[];
  readonly newest?: string;
};

const Row = z.object({ idstr: z.string().regex(/^[1-9][0-9]{0,19}$/) });

/** Newest first, page by page by max_id, down to what was processed before (protocols §4.3). */
async function readList(
  { path, member, itemsOf }: List,
  access: OpenAccess & { readonly uid: string },
  reach: OpenReach,
  since: string | undefined,
  signal: AbortSignal,
): Promise<Found> {
  const items: SocialItem[] = [];
  const unreadable: Unreadable[] = [];
  let newest = since;
  let below: string | undefined;
  for (let calls = 1; ; calls += 1) {
    const query = {
      count: String(PAGE_MAX),
      ...(since === undefined ? {} : { since_id: since }),
      ...(below === undefined ? {} : { max_id: below }),
    };
    const read = await readOpen(access, reach, path, query, signal);
    if (read.kind === "stopped") return { items, calls, unreadable, trouble: read };
    const rows = rowsOf(read.body, member);
    const ids = rows.flatMap((row) => Row.safeParse(row).data?.idstr ?? []);
    for (const row of rows) {
      const found = itemsOf(row, access.uid);
      if (found === undefined)
        unreadable.push({ list: path, raw: JSON.stringify(row).slice(0, UNREADABLE_CHARS_MAX) });
      else items.push(...found);
    }
    for (const id of ids) newest = newest === undefined ? id : bigger(newest, id);
    const smallest = ids.at(-1);
    // Where nothing was processed before, the first page is where we begin: the rest is the past.
    const isLast =
      rows.length < PAGE_MAX || smallest === undefined || since === undefined || calls === PAGES_MAX;
    if (isLast) return { items, calls, unreadable, ...(newest === undefined ? {} : { newest }) };
    below = String(BigInt(smallest) - 1n);
  }
}

function rowsOf(body: unknown, member: "statuses" | "comments"): readonly unknown[] {
  const read = z.object({ [member]: z.array(z.unknown()).max(PAGE_MAX) }).safeParse(body);
  return read.success ? (read.data[member] ?? []) : [];
}

const oldestFirst = (items: readonly SocialItem[]): readonly SocialItem[] =>
  items.toSorted((one, other) => one.postedAt - other.postedAt);
