import { z } from "zod";

import { REJECT_REASONS } from "../../../core/seating/offering.ts";
import { contract } from "../contract.ts";
import { id, PathId } from "../parts.ts";

/** Faults: offer_gone, offer_taken {name}, offer_over {outcome} */
export const acceptOffer = contract({
  id: "offer.accept",
  method: "POST",
  path: "/offers/:id/accept",
  permission: "contact.serve",
  summary: "Takes the contact that is offered to me, if I am in time",
  params: PathId,
  response: z.object({ contactId: id, conversationId: id }),
});

/** Faults: offer_gone, offer_taken {name}, offer_over {outcome} */
export const rejectOffer = contract({
  id: "offer.reject",
  method: "POST",
  path: "/offers/:id/reject",
  permission: "contact.serve",
  summary: "Passes the contact on to somebody else",
  params: PathId,
  body: z.strictObject({ reason: z.enum(REJECT_REASONS) }),
  response: z.object({ contactId: id }),
});
