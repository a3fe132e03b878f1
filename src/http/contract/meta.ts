import { z } from "zod";

import { contract } from "./contract.ts";
import { language } from "./parts.ts";

export const readMeta = contract({
  id: "meta.read",
  method: "GET",
  path: "/meta",
  permission: "public",
  summary: "What a console has to know before anybody is signed in",
  response: z.object({
    product: z.literal("Seatbridge"),
    version: z.string(),
    /** Nobody can administer yet: the link of the first start makes somebody who can. */
    needsSetup: z.boolean(),
    languages: z.array(language),
    /** IANA name of the zone in which the house tells times. */
    zone: z.string(),
    /** People reach it by https, so browsers withhold nothing. */
    publicUrlIsSecure: z.boolean(),
  }),
});
