import { z } from "zod";

import { DIAL_STAGES, DIALLED_BY } from "../../../core/dial/dial.ts";
import { contract } from "../contract.ts";
import { id, line, PathId } from "../parts.ts";

const NUMBER_MAX = 32;

/** Faults: conversation_unseen */
export const readNumber = contract({
  id: "dial.number",
  method: "GET",
  path: "/conversations/:id/number",
  permission: "contact.serve",
  summary: "Whether a telephone system knows this customer's number, and how it ends",
  params: PathId,
  response: z.object({ known: z.boolean(), masked: z.string().nullable() }),
});

/**
 * Of a contact of mine. The same again while it is under way is one order. Faults: contact_gone, contact_not_yours,
 * contact_not_active, dial_not_seated, dial_on_call, dial_under_way, dial_limited {max}, dial_unavailable,
 * dial_number_missing, dial_number_wrong
 */
export const dial = contract({
  id: "dial.order",
  method: "POST",
  path: "/contacts/:id/dial",
  permission: "contact.serve",
  summary: "Has a telephone system ring me, then the customer",
  params: PathId,
  body: z.strictObject({
    /** As it is dialled; null: the one by which she has called. Kept until the system has it, then masked. */
    number: line(NUMBER_MAX).nullable(),
    /** panel: whoever frames the panel dials, is told by it, and needs no address for orders. */
    by: z.enum(DIALLED_BY).default("order"),
  }),
  response: z.object({
    dialId: id,
    stage: z.enum(DIAL_STAGES),
    /** Without a number: the telephone system's own id of a call by which it knows it. */
    knownCall: z.string().nullable(),
  }),
});
