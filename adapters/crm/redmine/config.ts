import { z } from "seatbridge/kit";

const id = z.int().positive();

export const config = z.strictObject({
  /** Where Redmine is, as `https://tickets.example.com/redmine`. */
  url: z
    .url({ protocol: /^https?$/ })
    .max(2_000)
    .transform((url) => url.replace(/\/+$/, "")),
  /** Of a user who may add issues and notes, and change an issue's status. */
  apiKey: z.string().min(1).max(200),
  /** The project's identifier, as in its address. */
  project: z.string().regex(/^[a-z0-9][a-z0-9_-]{0,99}$/),
  trackerId: id.optional(),
  /** Of an urgent, usual and low ticket; without them Redmine's own default. */
  priorityIds: z.strictObject({ urgent: id, usual: id, low: id }).optional(),
  /** Without them the first status that closes an issue, and the first that does not. */
  closedStatusId: id.optional(),
  openStatusId: id.optional(),
  /** How Redmine reads text (Administration, Settings, General). */
  textFormat: z.enum(["textile", "markdown"]).default("textile"),
  timeZone: z.string().refine(isTimeZone, "an IANA time zone, as Asia/Shanghai").default("Asia/Shanghai"),
});

export type Config = z.output<typeof config>;

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }) instanceof Intl.DateTimeFormat;
  } catch {
    return false;
  }
}
