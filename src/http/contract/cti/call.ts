import { z } from "zod";

import { DIRECTIONS } from "../../../core/call/call.ts";
import { contract } from "../contract.ts";
import { id, instant, PathId } from "../parts.ts";

/** Faults: conversation_unseen, call_gone */
export const readCall = contract({
  id: "call.read",
  method: "GET",
  path: "/conversations/:id/call",
  permission: "contact.read",
  summary: "What is known of a call beside its contact",
  params: PathId,
  response: z.object({
    state: z.enum(["ringing", "talking", "talked", "missed"]),
    direction: z.enum(DIRECTIONS),
    masked: z.string().nullable(),
    /** The telephone system's own word for it. */
    recording: z.string().nullable(),
    startedAt: instant,
    answeredAt: instant.nullable(),
    endedAt: instant.nullable(),
    customerId: id.nullable(),
    /** Where the same customer has written last, where she has. */
    writes: z.object({ conversationId: id, name: z.string().nullable() }).nullable(),
  }),
});

/** Taken back as any other merge is. Faults: conversation_unseen, call_gone */
export const joinCaller = contract({
  id: "call.join",
  method: "POST",
  path: "/conversations/:id/caller",
  permission: "contact.serve",
  summary: "Whoever calls is the person who writes there",
  params: PathId,
  body: z.strictObject({ conversationId: id }),
  /** False: that was known. */
  response: z.object({ joined: z.boolean() }),
});
