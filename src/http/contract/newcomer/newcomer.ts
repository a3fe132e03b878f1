import { z } from "zod";

import { GRADUATION_REASONS } from "../../../core/nursery/graduation.ts";
import { PRESENCES } from "../../../core/seating/presence.ts";
import { contract } from "../contract.ts";
import { id, instant, line, PathId } from "../parts.ts";
import { Fan, Person } from "../shown.ts";

const NOTE_MAX = 200;

const reason = z.enum(GRADUATION_REASONS);

/** 新人: of the queues that one leads, and those of whom one is the mentor. */
export const listNewcomers = contract({
  id: "newcomer.list",
  method: "GET",
  path: "/newcomers",
  permission: "signed_in",
  summary:
    "Agents in their nursery whom one leads or is the mentor of: their days, replies looked at, and chats in hand",
  response: z.object({
    items: z.array(
      Person.extend({
        /** From 1 */
        day: z.int(),
        /** At most so many at once on this day. */
        cap: z.int(),
        /** When she is new no more. */
        usualCap: z.int(),
        mentor: Person.nullable(),
        /** Null: not signed in on a seat. */
        presence: z.enum(PRESENCES).nullable(),
        /** All that came to her as a new agent. */
        contacts: z.int(),
        /** A week at most, today last. */
        lastDays: z.array(z.object({ day: z.int(), contacts: z.int() })),
        /** 审稿: so many of her first replies are looked at; 0: none. */
        reviewed: z.int(),
        reviews: z.object({ waiting: z.int(), approved: z.int(), edited: z.int(), returned: z.int() }),
        /** 演练: talks practised on to the end, and her best scores on them in the middle. */
        practice: z.object({ talks: z.int(), points: z.int().nullable() }),
        /** Only those that the caller may see. */
        inHand: z.array(z.object({ contactId: id, conversationId: id, fan: Fan, since: instant.nullable() })),
        /** Whether the caller may say that she is new no more. */
        isLed: z.boolean(),
      }),
    ),
    /** 出师 of the last two weeks, the last first. */
    graduates: z.array(
      Person.extend({ at: instant, by: Person, reason, note: z.string().nullable(), isLed: z.boolean() }),
    ),
  }),
});

/** 出师. Faults: staff_gone, graduate_self, not_new */
export const graduate = contract({
  id: "newcomer.graduate",
  method: "POST",
  path: "/newcomers/:id/graduation",
  permission: "floor.write",
  summary: "She is new no more: no cap of her day, no replies looked at; can be undone",
  params: PathId,
  body: z.strictObject({ reason, note: line(NOTE_MAX).nullable().default(null) }),
  response: z.object({ id }),
});

/** Faults: staff_gone, graduation_over */
export const undoGraduation = contract({
  id: "newcomer.undo_graduation",
  method: "POST",
  path: "/newcomers/:id/graduation/undo",
  permission: "floor.write",
  summary: "She is a new agent again, as she was; her days have gone on",
  params: PathId,
  response: z.object({ id }),
});
