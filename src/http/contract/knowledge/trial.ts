import { z } from "zod";

import { contract } from "../contract.ts";
import { id, instant, PathId, version } from "../parts.ts";

const TEXT_MAX = 200;
const TEXTS_MAX = 200;

const n = z.int();
const Outcome = z.object({
  /** asked: it asks back; ruled: a rule decides, whatever is known. */
  kind: z.enum(["answered", "asked", "missed", "ruled"]),
  titles: z.array(z.string()),
});
const Change = { was: Outcome, now: Outcome };
const GoldenChange = z.object({
  text: z.string(),
  /** Whose question it is; null: nobody's. */
  wanted: z.string().nullable(),
  ...Change,
});

/** What a draft would have said beside what answers now, for each account that it answers for. */
export const Trial = z.object({
  id,
  entryId: id,
  /** What speaks against publishing; none: nothing does. */
  doubts: z.array(
    z.object({
      code: z.enum(["golden_worse", "golden_own", "replay_worse"]),
      n,
      of: n.optional(),
    }),
  ),
  reports: z.array(
    z.object({
      accountId: id,
      golden: z.object({ total: n, right: n, worse: z.array(GoldenChange), wrong: z.array(GoldenChange) }),
      replay: z.object({
        messages: n,
        answeredBefore: n,
        answeredAfter: n,
        worse: n,
        changes: z.array(
          z.object({
            /** Null: she was erased, or you may not read what customers write. */
            text: z.string().nullable(),
            conversationId: id,
            seq: n,
            messages: n,
            worse: z.boolean(),
            ...Change,
          }),
        ),
      }),
    }),
  ),
  at: instant,
  by: z.string(),
  despite: z.string().nullable(),
  published: n.nullable(),
});

/** Faults: entry_gone, version_conflict */
export const tryDraft = contract({
  id: "trial.run",
  method: "POST",
  path: "/knowledge/:id/trial",
  permission: "knowledge.write",
  summary: "Tries a draft on the golden questions and on what was asked in the last week; publishes nothing",
  params: PathId,
  body: z.strictObject({ version }),
  response: Trial,
});

/** Faults: trial_gone */
export const readTrial = contract({
  id: "trial.read",
  method: "GET",
  path: "/knowledge/trials/:id",
  permission: "knowledge.read",
  summary: "What a trial has shown",
  params: PathId,
  response: Trial,
});

/** Faults: account_gone */
export const listGoldens = contract({
  id: "golden.list",
  method: "GET",
  path: "/knowledge/goldens",
  permission: "knowledge.read",
  summary: "Golden questions of an account, the oldest first",
  query: z.strictObject({ accountId: id }),
  response: z.object({
    items: z.array(z.object({ id, entryId: id.nullable(), text: z.string(), at: instant, by: z.string() })),
  }),
});

/** `entryId` null: nobody's. Faults: account_gone, entry_gone, phrasing_personal {words}, goldens_full {max} */
export const addGoldens = contract({
  id: "golden.add",
  method: "POST",
  path: "/knowledge/goldens",
  permission: "knowledge.write",
  summary: "Says whose these questions are; what is one already stays as it is",
  body: z.strictObject({
    accountId: id,
    entryId: id.nullable(),
    texts: z.array(z.string().trim().min(1).max(TEXT_MAX)).min(1).max(TEXTS_MAX),
  }),
  response: z.object({ added: n }),
});

/** Faults: golden_gone */
export const removeGolden = contract({
  id: "golden.remove",
  method: "DELETE",
  path: "/knowledge/goldens/:id",
  permission: "knowledge.write",
  summary: "Takes a golden question away",
  params: PathId,
  response: z.object({ removed: z.literal(true) }),
});
