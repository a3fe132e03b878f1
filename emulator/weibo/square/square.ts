import { nextId } from "./mid.ts";
import type { Comment, Person, PublicDeed, Status } from "./post.ts";

/** Of each kind; beyond it the oldest goes. */
const PUBLISHED_MAX = 5_000;
const TEXT_CHARS_MAX = 5_000;

export type Published =
  | { readonly kind: "status"; readonly status: Status }
  | { readonly kind: "comment"; readonly comment: Comment; readonly status: Status }
  | { readonly kind: "deleted"; readonly id: string };

export type NotPublished = {
  readonly kind: "refused";
  readonly why: "text_wrong" | "post_unknown" | "comment_unknown" | "not_own" | "comments_closed";
};

/** What everybody has said where everybody sees it. */
type State = {
  readonly people: Map<string, Person>;
  /** Oldest first, also those that were deleted. */
  statuses: readonly Status[];
  comments: readonly Comment[];
  readonly draw: () => { readonly id: string; readonly at: number };
};

export type Square = ReturnType<typeof openSquare>;

export function openSquare(clock: () => number) {
  let last = "0";
  const state: State = {
    people: new Map(),
    statuses: [],
    comments: [],
    draw() {
      const at = clock();
      last = nextId(at, last);
      return { id: last, at };
    },
  };

  return {
    does(by: Person, deed: PublicDeed): Published | NotPublished {
      if ("text" in deed && (deed.text.length > TEXT_CHARS_MAX || isBare(deed))) return refused("text_wrong");
      state.people.set(by.uid, by);
      switch (deed.does) {
        case "post": {
          const { does: _, ...given } = deed;
          return add(state, by, given);
        }
        case "comment":
          return comment(state, by, deed);
        case "repost":
          return repost(state, by, deed.of, deed.text);
        case "delete":
          return remove(state, by, deed.id);
      }
    },
    status: (id: string): Status | undefined => statusOf(state, id),
    /** Also one that was deleted, for whatever passes it on. */
    root: (id: string): Status | undefined => state.statuses.find((one) => one.id === id),
    comment: (id: string): Comment | undefined => state.comments.find((one) => one.id === id),
    person: (uid: string): Person | undefined => state.people.get(uid),
    /** Oldest first; none that was deleted, and nothing under such. */
    statuses: (): readonly Status[] => state.statuses.filter(({ deleted }) => !deleted),
    comments: (): readonly Comment[] => {
      const gone = new Set(state.statuses.filter(({ deleted }) => deleted).map(({ id }) => id));
      return state.comments.filter(({ on }) => !gone.has(on));
    },
  };
}

const isBare = (deed: { readonly does: string; readonly text: string }): boolean =>
  deed.does !== "repost" && deed.text.trim() === "";

const refused = (why: NotPublished["why"]): NotPublished => ({ kind: "refused", why });

const statusOf = ({ statuses }: State, id: string): Status | undefined =>
  statuses.find((one) => one.id === id && !one.deleted);

function add(state: State, by: Person, given: Pick<Status, "text"> & Partial<Status>): Published {
  const defaults = { pictures: [], commentsFrom: "everybody", deleted: false } as const;
  const status: Status = { ...defaults, ...given, ...state.draw(), by: by.uid };
  state.statuses = [...state.statuses, status].slice(-PUBLISHED_MAX);
  return { kind: "status", status };
}

function comment(
  state: State,
  by: Person,
  { on, text, replyTo }: Extract<PublicDeed, { does: "comment" }>,
): Published | NotPublished {
  const status = statusOf(state, on);
  if (status === undefined) return refused("post_unknown");
  const answered = state.comments.find(({ id }) => id === replyTo);
  if (replyTo !== undefined && answered?.on !== on) return refused("comment_unknown");
  if (status.commentsFrom !== "everybody" && status.by !== by.uid) return refused("comments_closed");
  const reply = replyTo === undefined ? {} : { replyTo };
  const made: Comment = { ...state.draw(), by: by.uid, on, text, ...reply };
  state.comments = [...state.comments, made].slice(-PUBLISHED_MAX);
  return { kind: "comment", comment: made, status };
}

/** The app puts what was said before behind it, until the post at the root. */
function repost(state: State, by: Person, of: string, text: string): Published | NotPublished {
  const passed = statusOf(state, of);
  if (passed === undefined) return refused("post_unknown");
  const said = text === "" ? "转发微博" : text;
  if (passed.of === undefined) return add(state, by, { text: said, of: passed.id });
  const before = state.people.get(passed.by)?.name ?? passed.by;
  return add(state, by, { text: `${said}//@${before}:${passed.text}`, of: passed.of });
}

function remove(state: State, by: Person, id: string): Published | NotPublished {
  const post = statusOf(state, id);
  const said = state.comments.find((one) => one.id === id);
  if (post === undefined && said === undefined) return refused("post_unknown");
  // Under her own post an author takes away anybody's comment.
  const owners = [post?.by, said?.by, said && statusOf(state, said.on)?.by];
  if (!owners.includes(by.uid)) return refused("not_own");
  state.statuses = state.statuses.map((one) => (one.id === id ? { ...one, deleted: true } : one));
  state.comments = state.comments.filter((one) => one.id !== id);
  return { kind: "deleted", id };
}
