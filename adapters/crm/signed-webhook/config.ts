import { z } from "seatbridge/kit";

/** The key's bytes as Standard Webhooks writes them; 24 to 64 of them. */
const SECRET = /^whsec_([A-Za-z0-9+/]{32,86}={0,2})$/;

export const config = z.strictObject({
  /** Where events are posted to. */
  url: z.url({ protocol: /^https?$/ }).max(2_000),
  /** `whsec_` and the key in base64; the receiver has the same. */
  secret: z.string().regex(SECRET, "whsec_ and 24 to 64 bytes in base64"),
  /** While the receiver changes over: signed with as well. */
  previousSecret: z.string().regex(SECRET).optional(),
});

export type Config = z.output<typeof config>;

export const keyOf = (secret: string): Buffer => Buffer.from(secret.slice("whsec_".length), "base64");
