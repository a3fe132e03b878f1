import { z } from "seatbridge/kit";

import { isSafe, isWithinHouse } from "./address.ts";

/** By what an account's settings say who gives its access token. */
export const tokenSettings = {
  /** own: the platform, for our secret. theirs: the brand's token server, which alone asks the platform then. */
  tokenSource: z.enum(["own", "theirs"]).default("own"),
  /** Where that server lies; what it has to answer stands in `api/token/server.ts`. The secret goes there. */
  tokenUrl: z
    .url()
    .max(1_000)
    .refine((address) => isSafe(address) || isWithinHouse(address), "must be https, or within the house")
    .optional(),
  tokenHeader: z
    .string()
    .regex(/^[0-9A-Za-z-]{1,64}$/, "must be the name of a header")
    .optional(),
  tokenSecret: z
    .string()
    .regex(/^[\x21-\x7e]{1,1000}$/, "must be visible characters")
    .optional(),
  tokenPath: z
    .string()
    .regex(
      /^[0-9A-Za-z_-]{1,64}(?:\.[0-9A-Za-z_-]{1,64}){0,7}$/,
      "must be names with a full stop between them",
    )
    .optional(),
};
