import { z } from "zod";

import { contract } from "../contract.ts";
import { id, instant, PathId } from "../parts.ts";

const TEMPLATE_ID_MAX = 128;
const FIELDS_MAX = 30;
const KEY_MAX = 64;
/** Longer than any field; what a field takes is its own limit. */
const VALUE_MAX = 500;

const templateId = z.string().min(1).max(TEMPLATE_ID_MAX);

const Field = z.object({
  key: z.string(),
  /** What stands before it on the fan's phone; may be empty. */
  label: z.string(),
  kind: z.enum([
    "text",
    "number",
    "letters",
    "symbol",
    "characters",
    "time",
    "date",
    "amount",
    "phone",
    "plate",
    "name",
    "phrase",
  ]),
  charsMax: z.int(),
});
const Template = z.object({
  id: z.string(),
  via: z.enum(["template", "subscription"]),
  title: z.string(),
  fields: z.array(Field),
});

export const readCatalogue = contract({
  id: "notice.catalogue",
  method: "GET",
  path: "/accounts/:id/notices",
  permission: "account.read",
  summary: "Notices (模板消息, 订阅通知) that the account may send, as its platform listed them last",
  params: PathId,
  response: z.object({
    /** False: its platform has none, or it cannot be asked. */
    able: z.boolean(),
    askedAt: instant.nullable(),
    /** Why the platform did not tell. */
    code: z.string().nullable(),
    items: z.array(
      Template.extend({
        /** One yes of the fan is one notice. */
        once: z.boolean(),
        /** Agents may choose it. */
        offered: z.boolean(),
        /** False: the platform lists it no more. */
        listed: z.boolean(),
      }),
    ),
  }),
});

/** Faults: account_gone, notices_unsupported. What the platform says is the answer. */
export const listNotices = contract({
  id: "notice.list",
  method: "POST",
  path: "/accounts/:id/notices/list",
  permission: "account.write",
  summary: "Asks the platform for the account's notices",
  params: PathId,
  response: z.object({ code: z.string().nullable() }),
});

/** Faults: account_gone, notice_gone */
export const offerNotice = contract({
  id: "notice.offer",
  method: "PUT",
  path: "/accounts/:id/notices/:templateId",
  permission: "account.write",
  summary: "Lets agents choose a notice, or no more",
  params: z.strictObject({ id, templateId }),
  body: z.strictObject({ offered: z.boolean() }),
  response: z.object({ offered: z.boolean() }),
});

/** What may be sent to a fan although no window is open: what she has agreed to, and what asks for no yes. */
export const readNotices = contract({
  id: "conversation.notices",
  method: "GET",
  path: "/conversations/:id/notices",
  permission: "contact.read",
  summary: "Notices that may be sent to this fan now",
  params: PathId,
  response: z.object({
    items: z.array(
      Template.extend({
        /** How many more she has agreed to; null where nobody counts. */
        left: z.int().nullable(),
        /** The account has used up what its platform takes of such notices, until then; null: it has not. */
        usedUpUntil: instant.nullable(),
      }),
    ),
  }),
});

/**
 * Sends a notice; it takes no place. Faults: notice_not_offered, notice_budget_used_up {until}, notice_fields_wrong {fields},
 * contact_not_active {state}, contact_not_yours {owner, ownerId}
 */
export const notify = contract({
  id: "contact.notify",
  method: "POST",
  path: "/conversations/:id/notices",
  permission: "contact.serve",
  summary: "Sends the fan a notice",
  params: PathId,
  body: z.strictObject({
    templateId,
    values: z
      .record(z.string().min(1).max(KEY_MAX), z.string().max(VALUE_MAX))
      .refine((values) => Object.keys(values).length <= FIELDS_MAX, `at most ${FIELDS_MAX} fields`),
  }),
  response: z.object({ conversationId: id, seqs: z.array(z.int().positive()), at: instant }),
});
