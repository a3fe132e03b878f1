import { z } from "zod";

import { LIMITS_MINUTES } from "../../../core/social/report/attained.ts";
import { MARKS, SUBJECTS } from "../../../core/social/report/sample.ts";
import { DISMISSALS } from "../../../core/social/thread.ts";
import { CLASSES } from "../../../core/social/triage/class.ts";
import { contract } from "../contract.ts";
import { id, instant } from "../parts.ts";

const count = z.int();
const lag = z.number().nullable();

/** Fault: social_report_too_long {days} */
export const readAttained = contract({
  id: "social.attained",
  method: "GET",
  path: "/social/attained",
  permission: "report.read",
  summary: "How much of what was asked in public was answered within 15, 30 and 60 minutes of its post",
  /** Whole days of the house: from the beginning of the one in which `from` lies. */
  query: z.strictObject({ from: instant, until: instant, account: id.optional() }),
  response: z.object({
    /** One line a day of the house and account, the newest first. */
    days: z.array(
      z.object({
        from: instant,
        accountId: id,
        account: z.string(),
        /** Threads of that day; of those what triage only counts, what a person dismissed, what had to be answered. */
        mentions: count,
        counted: count,
        dismissed: count,
        asked: count,
        /** From post to our seeing it, of what had to be answered. */
        lagMedianMs: lag,
        lagWorstMs: lag,
        limits: z.array(
          z.object({
            minutes: z.literal([...LIMITS_MINUTES]),
            within: count,
            late: count,
            /** The limit was over before we knew of the post. */
            unreachable: count,
            open: count,
          }),
        ),
      }),
    ),
  }),
});

const subject = z.enum(SUBJECTS);
const mark = z.enum(MARKS);

export const readSample = contract({
  id: "social.sample",
  method: "GET",
  path: "/social/sample",
  permission: "social.approve",
  summary:
    "A day's sample of what each agent said in public and dismissed: by chance, the same for everybody",
  query: z.strictObject({ day: z.iso.date() }),
  response: z.object({
    agents: z.array(
      z.object({
        id,
        name: z.string(),
        of: count,
        items: z.array(
          z.object({
            subject,
            id,
            threadId: id,
            account: z.string(),
            at: instant,
            author: z.string(),
            asked: z.string(),
            is: z.enum(CLASSES),
            said: z.string().nullable(),
            dismissal: z.enum(DISMISSALS).nullable(),
            mark: mark.nullable(),
            markedBy: z.string().nullable(),
          }),
        ),
      }),
    ),
  }),
});

/** Faults: social_answer_gone, social_gone, social_mark_unfit */
export const markSample = contract({
  id: "social.mark",
  method: "PUT",
  path: "/social/sample/:subject/:id",
  permission: "social.approve",
  summary: "Says what was found of an answer or a dismissal",
  params: z.object({ subject, id }),
  body: z.strictObject({ mark }),
});
