import { z } from "zod";

import { contract } from "../contract.ts";
import { id, instant, PathId } from "../parts.ts";
import { Fan } from "../shown.ts";

export const WrapField = z.enum(["reason", "outcome", "nextStep", "nextDueAt", "note"]);
export const Outcome = z.enum(["solved", "unsolved", "sold", "saved", "refunded", "lost", "not_reached"]);

const NEXT_STEP_MAX = 200;
const NOTE_MAX = 1_000;
export const WRAP_UPS_MAX = 50;

/** 会话小结. `nextDueAt` has to lie ahead, within a year. */
const WrapUp = z.object({
  reasonId: id.nullable(),
  outcome: Outcome.nullable(),
  nextStep: z.string().trim().max(NEXT_STEP_MAX).nullable(),
  nextDueAt: instant.nullable(),
  note: z.string().trim().max(NOTE_MAX).nullable(),
});

const DAY_MS = 86_400_000;

/** As it is sent; what is left out is empty. */
const Form = z.strictObject({
  /** 同上: reason and outcome of my wrap-up before, where the form leaves them empty. */
  sameAsBefore: z.boolean().default(false),
  reasonId: id.nullable().default(null),
  outcome: Outcome.nullable().default(null),
  nextStep: WrapUp.shape.nextStep.default(null),
  nextDueAt: instant.nullable().default(null),
  note: WrapUp.shape.note.default(null),
  /** How long the form was open. */
  tookMs: z.int().min(0).max(DAY_MS).optional(),
});

/** What the form asks, and what it can start from. */
export const readWrapUp = contract({
  id: "wrap_up.read",
  method: "GET",
  path: "/contacts/:id/wrap-up",
  permission: "contact.serve",
  summary: "What the wrap-up form asks",
  params: PathId,
  response: z.object({
    contactId: id,
    required: z.array(WrapField),
    dueAt: instant.nullable(),
    owedSince: instant.nullable(),
    /** There already: nothing is left to do. */
    filled: WrapUp.nullable(),
    /** 同上: my last wrap-up about the same question, else my last one. */
    before: WrapUp.nullable(),
    /** My reasons, last used first, 5 at most. */
    recentReasonIds: z.array(id),
  }),
});

/**
 * Fills it and closes the contact. The ticket closes with it, unless it is unsolved, without an outcome, or something
 * is still to be done. Faults: wrap_up_incomplete {fields}, wrap_up_nothing_before, reason_gone, due_not_ahead,
 * contact_not_yours, contact_not_wrapping {state}
 */
export const fillWrapUp = contract({
  id: "wrap_up.fill",
  method: "POST",
  path: "/contacts/:id/wrap-up",
  permission: "contact.serve",
  summary: "Fills a wrap-up and closes the contact",
  params: PathId,
  body: Form,
  response: z.object({ contactId: id, conversationId: id, ticketId: id, ticketClosed: z.boolean() }),
});

/** Several at once, of mine. `skipped`: no longer to be wrapped up. */
export const fillWrapUps = contract({
  id: "wrap_up.fill_many",
  method: "POST",
  path: "/wrap-ups",
  permission: "contact.serve",
  summary: "Fills several wrap-ups alike",
  body: Form.extend({ contactIds: z.array(id).min(1).max(WRAP_UPS_MAX) }),
  response: z.object({ filled: z.array(id), skipped: z.array(id) }),
});

/** 待补小结, oldest first. */
export const readOwed = contract({
  id: "wrap_up.owed",
  method: "GET",
  path: "/wrap-ups/owed",
  permission: "contact.serve",
  summary: "Wrap-ups that I owe",
  response: z.object({
    items: z.array(
      z.object({
        contactId: id,
        conversationId: id,
        ticketNumber: z.int(),
        fan: Fan,
        talkEndedAt: instant,
        owedSince: instant,
        /** What the bot answered last: the same question can be filled in one go. */
        topic: z.object({ id, title: z.string() }).nullable(),
        required: z.array(WrapField),
      }),
    ),
  }),
});
