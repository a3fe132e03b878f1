import { z } from "zod";

import { contract } from "../contract.ts";
import { id, instant, PathId } from "../parts.ts";
import { Person } from "../shown.ts";

/** Of the last seven days, the newest first, 200 at most. */
export const listMissed = contract({
  id: "call.missed",
  method: "GET",
  path: "/calls/missed",
  permission: "contact.read",
  summary: "Calls that reached nobody: mine, and of the queues where I see everybody's",
  response: z.object({
    items: z.array(
      z.object({
        id,
        at: instant,
        masked: z.string().nullable(),
        /** What we call whoever has this number. */
        name: z.string().nullable(),
        /** At whose seat it rang; null: at nobody's who was there. */
        rang: Person.nullable(),
        queueName: z.string().nullable(),
        system: z.string(),
        /** False: the number was withheld. */
        mayCall: z.boolean(),
        /** The same number has been talked to since. */
        reachedAt: instant.nullable(),
        /** Who calls back. */
        back: Person.nullable(),
        backAt: instant.nullable(),
        conversationId: id.nullable(),
      }),
    ),
  }),
});

/** Mine from then on, once. Faults: call_gone, call_withheld, called_back {name}, not_seated, at_capacity */
export const callMissedBack = contract({
  id: "call.call_back",
  method: "POST",
  path: "/calls/:id/call-back",
  permission: "contact.serve",
  summary: "Makes a call-back, in my hands, of a call that reached nobody",
  params: PathId,
  response: z.object({ contactId: id, conversationId: id }),
});
