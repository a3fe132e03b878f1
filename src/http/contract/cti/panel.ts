import { z } from "zod";

import { contract } from "../contract.ts";
import { id, line } from "../parts.ts";

const CALL_ID_MAX = 100;

/** `docs/panel.md` tells what the panel says to these, and they to it. */
export const readPanel = contract({
  id: "panel.read",
  method: "GET",
  path: "/panel",
  permission: "contact.read",
  summary: "Whose pages may frame the panel",
  response: z.object({ origins: z.array(z.string()) }),
});

/** One of the three. Faults: conversation_unseen */
export const findForPanel = contract({
  id: "panel.find",
  method: "GET",
  path: "/panel/shown",
  permission: "contact.read",
  summary: "The conversation of a call, or of a customer",
  query: z.strictObject({
    /** The telephone system's own id. */
    call: line(CALL_ID_MAX).optional(),
    customer: id.optional(),
    conversation: id.optional(),
  }),
  response: z.object({ conversationId: id, customerId: id.nullable(), call: z.string().nullable() }),
});
