import { z } from "zod";

import { COVER_CAUSES } from "../../core/cover/cover.ts";
import { DIAL_CODES, DIAL_STAGES } from "../../core/dial/dial.ts";
import { id, instant } from "./parts.ts";
import { Channel, Fan, Person } from "./shown.ts";

/** Customers of colleagues who are away, and what colleagues have said to mine meanwhile. */
export const Covering = z.object({
  toAnswer: z.array(
    z.object({
      contactId: id,
      conversationId: id,
      owner: Person,
      cause: z.enum(COVER_CAUSES),
      fan: Fan,
      channel: Channel,
      surface: z.enum(["private", "public", "call"]),
      /** Null: somebody has answered, and she has not written since. */
      waitingSince: instant.nullable(),
      /** The beginning of what was said last. */
      said: z.string(),
    }),
  ),
  meanwhile: z.array(z.object({ conversationId: id, fan: Fan, answers: z.int().min(1), endedAt: instant })),
});

const Dial = z.object({
  dialId: id,
  contactId: id,
  /** The system is told; my telephone rings; hers does; we talk; and how it ended. */
  stage: z.enum(DIAL_STAGES),
  /** Why nothing rings; while it is ordered: why not yet. */
  code: z.enum(DIAL_CODES).nullable(),
  masked: z.string().nullable(),
  at: instant,
  /** Where its call is kept, once the telephone system reports one. */
  callConversationId: id.nullable(),
  /** Not answered: the call-back is due again then, by itself. */
  againAt: instant.nullable(),
});

/** `dials`: the newest of each contact, for ten minutes. */
export const Phone = z.object({
  /** A telephone system takes orders. */
  mayDial: z.boolean(),
  dials: z.array(Dial),
});
