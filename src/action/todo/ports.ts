import type { Instant } from "../../core/kernel/instant.ts";
import type { Task, Todo } from "../../core/knowledge/todo.ts";
import type { Stamp } from "../knowledge/ports.ts";

export const TODO_STATES = ["open", "done", "dismissed"] as const;
export type TodoState = (typeof TODO_STATES)[number];

/** The drafts of one table. */
export type DraftSet = {
  readonly id: string;
  readonly accountId: string;
  readonly entries: readonly { readonly id: string; readonly row: number }[];
  readonly todo: readonly (Task & { readonly id: string })[];
};

export type ListedSet = {
  readonly id: string;
  readonly at: Instant;
  /** A name. */
  readonly by: string;
  readonly entries: number;
  /** Of these so many are not published yet. */
  readonly drafts: number;
  readonly counts: Readonly<Record<TodoState, number>>;
};

export type KeptTodo = {
  readonly id: string;
  readonly setId: string;
  readonly entryId: string;
  readonly otherId: string | null;
  readonly todo: Todo;
  readonly state: TodoState;
};

export type ListedTodo = KeptTodo & {
  /** Its place, from 0. */
  readonly n: number;
  /** As the entry is called now; null: the draft was given up. */
  readonly title: string | null;
  readonly reason: string | null;
  readonly at: Instant | null;
  /** Names: of who has settled it, of who is at it. */
  readonly by: string | null;
  readonly hand: { readonly by: string; readonly at: Instant; readonly isMine: boolean } | null;
};

export type AskedTodos = {
  readonly setId: string;
  readonly state?: TodoState | undefined;
  readonly entryId?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
};

export type Taking = {
  readonly setId: string;
  /** The one that she comes from. */
  readonly after: string | undefined;
  /** Just this one, where nobody else is at it. */
  readonly only: string | undefined;
  /** Who is at it for longer is not at it any more. */
  readonly heldSince: Instant;
};

export type TodoStore = {
  readonly begin: (set: DraftSet, stamp: Stamp) => Promise<void>;
  /** Of an account, the newest first. */
  readonly sets: (accountId: string) => Promise<readonly ListedSet[]>;
  readonly set: (id: string) => Promise<{ readonly accountId: string } | undefined>;
  readonly list: (
    asked: AskedTodos,
    me: string,
    heldSince: Instant,
  ) => Promise<{ readonly items: readonly ListedTodo[]; readonly next: string | null }>;
  readonly counts: (setId: string) => Promise<Readonly<Record<TodoState, number>>>;
  readonly byId: (id: string) => Promise<KeptTodo | undefined>;
  /** What is open and about any of these entries. */
  readonly about: (entryIds: readonly string[]) => Promise<readonly KeptTodo[]>;
  /** Of those that are in another state; how many that were. */
  readonly settle: (
    ids: readonly string[],
    to: { readonly state: TodoState; readonly reason: string | null },
    stamp: Stamp,
  ) => Promise<number>;
  /** The next entry with something to do that nobody else is at; null: there is none. It is hers then, and no other. */
  readonly take: (taking: Taking, stamp: Stamp) => Promise<string | null>;
};
