import { z } from "zod";

import { id, instant } from "./parts.ts";

/** What is shown of others wherever they are named. Every text of a fan is a stranger's: show it as text alone. */

/** Somebody of ours, as she is called today. */
export const Person = z.object({ id, name: z.string() });

/** `name` is what we call her, null until somebody has named her; `externalId` is the platform's. */
export const Fan = z.object({
  identityId: id,
  name: z.string().nullable(),
  remark: z.string().nullable(),
  externalId: z.string(),
});

export const Channel = z.object({
  accountId: id,
  accountName: z.string(),
  platform: z.string(),
  /** Practice. */
  simulated: z.boolean(),
});

export const QueueName = z.object({ id, name: z.string() });
export const ReasonName = z.object({ id, name: z.string(), nameEn: z.string().nullable() });

export const ContactState = z.enum([
  "bot",
  "queued",
  "offered",
  "active",
  "wrapup",
  "left_message",
  "closed",
  "abandoned",
]);

/** Who did it. */
export const Doer = z.object({
  kind: z.enum(["fan", "bot", "system", "staff"]),
  staff: Person.nullable(),
});

/**
 * What happened, as a code with parameters for the catalogue. Ids in the parameters have their names beside them:
 * `staff` → `staffName`, `queue` → `queueName`, `entry` → `entryTitle`, `scene` → `sceneName`, `reasonId` → `reasonName` and
 * `reasonNameEn`, `assigneeId` → `assigneeName`.
 */
export const Happening = z.object({
  type: z.literal("event"),
  /** `<contact or ticket id>:<number>`; the same thing has the same id wherever it is told. */
  id: z.string(),
  at: instant,
  subject: z.enum(["contact", "ticket"]),
  contactId: id.nullable(),
  actor: Doer,
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
