import { z } from "zod";

import { contract } from "../contract.ts";
import { id, instant, line, PathId, seq } from "../parts.ts";

const Want = z.enum(["unanswered", "handed_over", "rejected"]);
const Question = z.strictObject({ conversationId: id, seq: seq.min(1) });
const questions = z.array(Question).min(1).max(500);
const count = z.int();
const wants = z.object({ all: count, unanswered: count, handed_over: count, rejected: count });

/**
 * What fans asked in vain, gathered by what they ask; most asked first. The words are read from their messages each time and
 * kept nowhere else. unanswered: the bot had no answer; handed_over: she asked for a person instead; rejected: what was said
 * did not help, or an agent put away what was suggested. Faults: account_gone
 */
export const readLearning = contract({
  id: "learning.read",
  method: "GET",
  path: "/learning",
  permission: "contact.read_all",
  summary: "Questions that the bot is to learn from, gathered, with what could be done about each",
  query: z.strictObject({
    accountId: id,
    want: Want.optional(),
    days: z.coerce.number().int().min(1).max(90).default(30),
  }),
  response: z.object({
    clusters: z.array(
      z.object({
        forms: z.array(
          z.object({
            ...Question.shape,
            text: z.string(),
            count,
            /** It may tell who she is. */ personal: z.boolean(),
          }),
        ),
        questions: z.array(Question),
        count,
        wants,
        lastAt: instant,
        nearest: z.array(z.object({ id, title: z.string(), score: z.number() })),
        proposal: z.enum(["merge", "begin"]),
        /** The bot would answer it by now. */
        answered: z.boolean(),
      }),
    ),
    /** Clusters that are not shown. */
    left: count,
    counts: wants,
    /** What was done last and could be taken back. */
    acts: z.array(
      z.object({
        id,
        kind: z.enum(["merged", "begun", "ignored"]),
        entryId: id.nullable(),
        title: z.string().nullable(),
        questions: count,
        at: instant,
        by: z.string(),
      }),
    ),
  }),
});

const Done = z.object({ act: id, entryId: id.nullable(), published: z.boolean() });
const phrasing = line(200);

/**
 * Who may publish publishes them at once; else they wait in the entry's draft to be looked over. Faults: account_gone,
 * entry_gone, phrasing_personal {words}, entry_full {max}, entry_wrong {n}, entry_words_taken {words, title},
 * version_conflict, learning_decided
 */
export const mergeQuestions = contract({
  id: "learning.merge",
  method: "POST",
  path: "/learning/merge",
  permission: "knowledge.write",
  summary: "Makes questions phrasings of an entry",
  body: z.strictObject({
    accountId: id,
    entryId: id,
    phrasings: z.array(phrasing).min(1).max(50),
    questions,
  }),
  response: Done,
});

/** Faults: account_gone, phrasing_personal {words}, learning_decided */
export const beginEntry = contract({
  id: "learning.begin",
  method: "POST",
  path: "/learning/begin",
  permission: "knowledge.write",
  summary: "Begins an entry of questions, as a draft",
  body: z.strictObject({
    accountId: id,
    title: line(100),
    phrasings: z.array(phrasing).max(50),
    questions,
  }),
  response: Done,
});

/** Faults: account_gone, learning_decided */
export const ignoreQuestions = contract({
  id: "learning.ignore",
  method: "POST",
  path: "/learning/ignore",
  permission: "knowledge.write",
  summary: "Takes questions out of the inbox of learning",
  body: z.strictObject({ accountId: id, questions }),
  response: Done,
});

/** Faults: learning_act_gone, learning_undo_late, and those of publishing */
export const undoLearning = contract({
  id: "learning.undo",
  method: "POST",
  path: "/learning/acts/:id/undo",
  permission: "knowledge.write",
  summary: "Takes back what was made of questions",
  params: PathId,
  response: z.object({ undone: z.boolean() }),
});
