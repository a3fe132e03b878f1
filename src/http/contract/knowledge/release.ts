import { z } from "zod";

import { contract } from "../contract.ts";
import { id, instant, PathId, version } from "../parts.ts";
import { Trial } from "./trial.ts";

/** A publication is one transaction: others wait for it. */
const DRAFTS_MAX = 1_000;
const DESPITE_MAX = 200;

const n = z.int();
const chosen = {
  accountId: id,
  /** Each as it was seen. */
  drafts: z.array(z.strictObject({ id, version })).min(1).max(DRAFTS_MAX),
};

/** Faults: account_gone */
export const listDrafts = contract({
  id: "draft.list",
  method: "GET",
  path: "/knowledge/drafts",
  permission: "knowledge.read",
  summary: "What an account, or one import of its, has unpublished; the oldest first",
  query: z.strictObject({ accountId: id, setId: id.optional() }),
  response: z.object({
    items: z.array(
      z.object({
        id,
        version: n,
        title: z.string(),
        phrasings: n,
        /** Nothing of it was ever published. */
        isNew: z.boolean(),
        isReviewed: z.boolean(),
        /** What its imports have left open; what has to be mended before it can be published. */
        todo: n,
        wrong: n,
        at: instant,
        by: z.string(),
      }),
    ),
  }),
});

/**
 * Tries drafts out together. held: the trial speaks against the whole, and of it against this one (`n` questions); wrong: `n`
 * things are to be mended; taken: `other` has its `words`; overtaken: it is another by now. Null: nothing is to be tried out.
 * Faults: account_gone
 */
export const tryDrafts = contract({
  id: "release.try",
  method: "POST",
  path: "/knowledge/releases/try",
  permission: "knowledge.write",
  summary: "What publishing these drafts together would do, and which of them hold it up; publishes nothing",
  body: z.strictObject(chosen),
  response: z.object({
    entries: z.array(
      z.object({
        id,
        title: z.string(),
        is: z.enum(["ready", "held", "wrong", "taken", "overtaken"]),
        n: n.optional(),
        words: z.string().optional(),
        other: z.string().optional(),
      }),
    ),
    trial: Trial.nullable(),
  }),
});

/**
 * All or none. What was not tried out as it is now, is tried out first. `despite`: why, although the trial speaks against it.
 * Faults: account_gone, version_conflict, entry_wrong {n}, entry_words_taken {words, title}, entry_worse {trial, n}
 */
export const publishDrafts = contract({
  id: "release.publish",
  method: "POST",
  path: "/knowledge/releases",
  permission: "knowledge.publish",
  summary: "Publishes these drafts together",
  body: z.strictObject({ ...chosen, despite: z.string().trim().min(1).max(DESPITE_MAX).optional() }),
  response: z.object({ id, entries: n }),
});

/** Faults: account_gone */
export const listReleases = contract({
  id: "release.list",
  method: "GET",
  path: "/knowledge/releases",
  permission: "knowledge.read",
  summary: "What was published together lately, the newest first",
  query: z.strictObject({ accountId: id }),
  response: z.object({
    items: z.array(
      z.object({
        id,
        at: instant,
        by: z.string(),
        entries: n,
        /** Of these so many still answer as they were published then. */
        live: n,
        trial: id.nullable(),
        despite: z.string().nullable(),
        undone: z.object({ at: instant, by: z.string() }).nullable(),
      }),
    ),
  }),
});

/** Faults: release_gone, release_undone, entry_words_taken {words, title} */
export const undoRelease = contract({
  id: "release.undo",
  method: "POST",
  path: "/knowledge/releases/:id/undo",
  permission: "knowledge.publish",
  summary: "Takes back what was published together; what was published anew since stays (`left`)",
  params: PathId,
  response: z.object({ undone: n, left: n }),
});
