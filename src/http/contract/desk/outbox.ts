import { z } from "zod";

import { contract } from "../contract.ts";
import { id, instant, seq } from "../parts.ts";
import { Fan } from "../shown.ts";
import { Send } from "./thread.ts";

const Place = z.strictObject({ conversationId: id, seq: seq.min(1) });
export const SENDS_MAX = 100;
const MARK_LENGTH = 43;
/** The oldest 300 at most. `mark` says which they are, for an act on all of them. */
const All = z.object({ count: z.int(), mark: z.string() });

/** Sends by their places, or all by the mark that came with their number: what was not told is not touched. */
const Wanted = z
  .strictObject({
    items: z.array(Place).min(1).max(SENDS_MAX).optional(),
    all: z.string().length(MARK_LENGTH).optional(),
  })
  .refine(({ items, all }) => (items === undefined) !== (all === undefined), {
    message: "Either items or all.",
  });

/** 可能已发送: sends in my conversations of which nobody knows whether they arrived, the oldest 200 first. */
export const readUnknownSends = contract({
  id: "outbox.unknown",
  method: "GET",
  path: "/outbox/unknown",
  permission: "contact.serve",
  summary: "My sends of unknown fate",
  response: z.object({
    items: z.array(
      z.object({
        conversationId: id,
        seq: z.int(),
        at: instant,
        fan: Fan,
        text: z.string(),
        code: z.string().nullable(),
      }),
    ),
    /** How many could be confirmed, and how many sent again: only while their contacts are served. */
    all: z.object({ confirm: All, resend: All }),
  }),
});

/** 确认已发, one, many or all. What was settled meanwhile comes back as it is now. */
export const confirmSends = contract({
  id: "outbox.confirm",
  method: "POST",
  path: "/outbox/confirm",
  permission: "outbox.resolve",
  summary: "Declares sends as arrived",
  body: Wanted,
  response: z.object({ items: z.array(Place.extend(Send.shape)) }),
});

/** 重新发送, one, many or all: a new message each, behind what was said since. `newSeq` null: it was not ours to send again. */
export const resend = contract({
  id: "outbox.resend",
  method: "POST",
  path: "/outbox/resend",
  permission: "outbox.resolve",
  summary: "Sends again",
  body: Wanted,
  response: z.object({ items: z.array(Place.extend({ newSeq: z.int().nullable() })) }),
});
