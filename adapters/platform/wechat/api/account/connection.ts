import { z } from "seatbridge/kit";

import { get, post } from "../endpoint.ts";
import { nothing } from "../field.ts";

/** The platform tries to reach our door. */
export const checkCallback = post("/cgi-bin/callback/check", {
  request: z.looseObject({ action: z.string(), check_operator: z.string() }),
  answer: z.looseObject({
    dns: z.array(z.looseObject({ ip: z.string(), real_operator: z.string() })).optional(),
    ping: z
      .array(
        z.looseObject({
          ip: z.string(),
          from_operator: z.string().optional(),
          package_loss: z.string(),
          time: z.string(),
        }),
      )
      .optional(),
  }),
});
/** Signs the brand's own pages. */
export const readPageTicket = get("/cgi-bin/ticket/getticket", {
  request: nothing,
  answer: z.looseObject({ ticket: z.string(), expires_in: z.number() }),
});
