import { z } from "zod";

import { contract } from "../contract.ts";
import { id, instant, page, PathId } from "../parts.ts";

const REASON_MAX = 200;

const n = z.int();
const state = z.enum(["open", "done", "dismissed"]);
const counts = z.object({ open: n, done: n, dismissed: n });

/** As in core/knowledge/problems; and `contradicts`, `near`: {word, title, row or id} has the same, or nearly; `picture_missing`. */
export const Todo = z.object({
  code: z.string(),
  blocks: z.boolean(),
  n: n.optional(),
  platform: z.string().optional(),
  word: z.string().optional(),
  is: n.optional(),
  max: n.optional(),
  title: z.string().optional(),
  row: n.optional(),
  id: id.optional(),
});

/** Faults: account_gone */
export const listSets = contract({
  id: "draft_set.list",
  method: "GET",
  path: "/knowledge/sets",
  permission: "knowledge.read",
  summary: "Tables of entries that were imported, and what is left to do about each; the newest first",
  query: z.strictObject({ accountId: id }),
  response: z.object({
    items: z.array(z.object({ id, at: instant, by: z.string(), entries: n, drafts: n, counts })),
  }),
});

/** Faults: set_gone */
export const listTodos = contract({
  id: "todo.list",
  method: "GET",
  path: "/knowledge/todos",
  permission: "knowledge.read",
  summary:
    "What is to be done about the drafts of a table, in its order; who has done what, and who is at what",
  query: z.strictObject({ setId: id, state: state.optional(), entryId: id.optional(), ...page }),
  response: z.object({
    items: z.array(
      z.object({
        id,
        entryId: id,
        /** Of two that are in each other's way, the other. */
        otherId: id.nullable(),
        /** Null: the draft was given up. */
        title: z.string().nullable(),
        todo: Todo,
        state,
        reason: z.string().nullable(),
        at: instant.nullable(),
        by: z.string().nullable(),
        hand: z.object({ by: z.string(), at: instant, isMine: z.boolean() }).nullable(),
      }),
    ),
    next: z.string().nullable(),
    counts,
  }),
});

/** `only`: this entry. What nobody touches for ten minutes is anybody's again. Faults: set_gone */
export const takeNext = contract({
  id: "todo.take",
  method: "POST",
  path: "/knowledge/sets/:id/next",
  permission: "knowledge.write",
  summary: "Takes the next entry with something to do that nobody else is at; null: there is none",
  params: PathId,
  body: z.strictObject({ after: id.optional(), only: id.optional() }),
  response: z.object({ entryId: id.nullable() }),
});

/** Faults: todo_gone, todo_settled */
export const settleTodo = contract({
  id: "todo.settle",
  method: "POST",
  path: "/knowledge/todos/:id/settle",
  permission: "knowledge.write",
  summary: "Says that something is done, or why nothing is done about it, or that it is to be done after all",
  params: PathId,
  body: z
    .strictObject({ state, reason: z.string().trim().min(1).max(REASON_MAX).optional() })
    .refine(
      ({ state, reason }) => (state === "dismissed") === (reason !== undefined),
      "dismissed takes a reason",
    ),
  response: z.object({ state }),
});
