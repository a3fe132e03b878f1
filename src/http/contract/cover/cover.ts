import { z } from "zod";

import { COVER_CAUSES } from "../../../core/cover/cover.ts";
import { contract } from "../contract.ts";
import { id, instant, PathId } from "../parts.ts";
import { Channel, Fan, Person } from "../shown.ts";

export const readCover = contract({
  id: "cover.read",
  method: "GET",
  path: "/cover",
  permission: "contact.read",
  summary: "Customers of colleagues who are away, and what colleagues have said to mine meanwhile",
  response: z.object({
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
  }),
});

/** By conversation. */
export const knowCover = contract({
  id: "cover.know",
  method: "POST",
  path: "/cover/:id/known",
  permission: "contact.serve",
  summary: "I have looked at what was said while I was away",
  params: PathId,
});
