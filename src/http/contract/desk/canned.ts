import { z } from "zod";

import { contract } from "../contract.ts";
import { id, instant, PathId, version } from "../parts.ts";
import { QueueName } from "../shown.ts";

const CODE_MAX = 32;
const TITLE_MAX = 40;
const BODY_MAX = 2_000;

/**
 * 快捷语. Of everybody (no queue, not personal), of a queue, or my own. The body may hold {{客户称呼}}, {{客服姓名}},
 * {{工单号}} and others: the console fills in what it knows, and what is left open is not sent.
 */
export const Canned = z.object({
  id,
  scope: z.enum(["all", "queue", "mine"]),
  queue: QueueName.nullable(),
  code: z.string(),
  title: z.string(),
  body: z.string(),
  /** First letters of the title's pinyin: tk for 退款. */
  initials: z.string(),
  position: z.int(),
  active: z.boolean(),
  version,
  updatedAt: instant,
});

/**
 * What I may use, 1,000 at most. `all`: also what is switched off of what I may edit, and, with canned.write, of queues
 * that are not mine.
 */
export const readCanned = contract({
  id: "canned.read",
  method: "GET",
  path: "/canned",
  permission: "signed_in",
  summary: "Canned replies",
  query: z.strictObject({ all: z.stringbool().default(false) }),
  response: z.object({ items: z.array(Canned) }),
});

const Fields = {
  code: z
    .string()
    .trim()
    .min(1)
    .max(CODE_MAX)
    .regex(/^[\p{L}\p{N}_-]+$/u),
  title: z.string().trim().min(1).max(TITLE_MAX),
  body: z.string().trim().min(1).max(BODY_MAX),
  position: z.int().min(0).max(9_999).default(0),
};

/** One's own takes no permission beyond serving; shared ones take canned.write. Fault: canned_code_taken {code} */
export const createCanned = contract({
  id: "canned.create",
  method: "POST",
  path: "/canned",
  permission: "signed_in",
  summary: "Adds a canned reply",
  body: z.strictObject({ ...Fields, scope: Canned.shape.scope, queueId: id.nullable().default(null) }),
  response: Canned,
});

export const changeCanned = contract({
  id: "canned.change",
  method: "PUT",
  path: "/canned/:id",
  permission: "signed_in",
  summary: "Changes a canned reply",
  params: PathId,
  body: z.strictObject({ ...Fields, active: z.boolean(), version }),
  response: Canned,
});
