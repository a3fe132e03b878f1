import { z } from "zod";

import { CRITERIA } from "../../../core/practice/score.ts";
import { TURN_CHARS_MAX, TURNS_MAX } from "../../../core/practice/turns.ts";
import { contract } from "../contract.ts";
import { id, instant, line, PathId } from "../parts.ts";
import { Person } from "../shown.ts";

const TITLE_MAX = 60;
const points = z.int().min(0).max(100);
const words = z.string().trim().min(1).max(TURN_CHARS_MAX);

const Turn = z.strictObject({ said: words, answer: words });
const Talk = z.object({ id });

/** Faults: contact_gone, conversation_unseen, practice_not_over, practice_no_turns */
export const previewTalk = contract({
  id: "practice.preview",
  method: "GET",
  path: "/contacts/:id/practice",
  permission: "floor.write",
  summary: "A finished chat, masked, as it could be practised on; nothing is kept of it yet",
  params: PathId,
  response: z.object({ turns: z.array(z.object({ said: z.string(), answer: z.string() })) }),
});

/** Faults: those of the preview; practice_private {turn}, practice_title_private, practice_again */
export const makeTalk = contract({
  id: "practice.make",
  method: "POST",
  path: "/practice",
  permission: "floor.write",
  summary: "Gives a chat to practise on, as somebody has looked at it and changed it",
  body: z.strictObject({
    contactId: id,
    title: line(TITLE_MAX),
    turns: z.array(Turn).min(1).max(TURNS_MAX),
  }),
  response: Talk,
});

/** Faults: practice_gone */
export const withdrawTalk = contract({
  id: "practice.withdraw",
  method: "POST",
  path: "/practice/:id/withdraw",
  permission: "floor.write",
  summary: "Nobody practises on it any more; what was practised stays",
  params: PathId,
  response: Talk,
});

/** Faults: practice_gone */
export const restoreTalk = contract({
  id: "practice.restore",
  method: "POST",
  path: "/practice/:id/restore",
  permission: "floor.write",
  summary: "Brings a talk that was withdrawn back",
  params: PathId,
  response: Talk,
});

export const listTalks = contract({
  id: "practice.list",
  method: "GET",
  path: "/practice",
  permission: "contact.serve",
  summary: "Chats to practise on, and one's own best score on each",
  response: z.object({
    items: z.array(
      z.object({
        id,
        title: z.string(),
        turns: z.int(),
        by: Person,
        at: instant,
        /** Shown to whoever may bring it back. */
        isWithdrawn: z.boolean(),
        /** One's own, to the end. */
        runs: z.int(),
        best: points.nullable(),
        openRunId: id.nullable(),
      }),
    ),
  }),
});

/** Faults: practice_gone */
export const beginRun = contract({
  id: "practice.begin",
  method: "POST",
  path: "/practice/:id/runs",
  permission: "contact.serve",
  summary: "Begins to practise on a chat; nothing of it reaches any customer",
  params: PathId,
  response: z.object({ runId: id }),
});

/** Faults: practice_gone */
export const readRun = contract({
  id: "practice.read_run",
  method: "GET",
  path: "/practice/runs/:id",
  permission: "contact.serve",
  summary: "One's own run: the turns that are answered with their scores, and what the customer says next",
  params: PathId,
  response: z.object({
    id,
    talkId: id,
    title: z.string(),
    turns: z.int(),
    done: z.array(
      z.object({
        said: z.string(),
        hers: z.string(),
        /** What was really answered. */
        answer: z.string(),
        judged: z.object({
          points,
          parts: z.array(
            z.object({
              what: z.enum(CRITERIA),
              points,
              max: points,
              /** Facts that are missing, promises that the house does not make. */
              words: z.array(z.string()),
            }),
          ),
        }),
      }),
    ),
    /** Null: it is over. */
    next: z.object({ turn: z.int(), said: z.string() }).nullable(),
    points: points.nullable(),
  }),
});

/** Faults: practice_gone, practice_answered */
export const answerTurn = contract({
  id: "practice.answer",
  method: "POST",
  path: "/practice/runs/:id/answers",
  permission: "contact.serve",
  summary: "One's own reply to a turn, judged; it is sent to nobody",
  params: PathId,
  body: z.strictObject({
    turn: z
      .int()
      .min(0)
      .max(TURNS_MAX - 1),
    text: words,
  }),
  response: z.object({ runId: id, points }),
});
