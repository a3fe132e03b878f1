import { z } from "zod";

import { LANES } from "../../../core/scene/scene.ts";
import { contract } from "../contract.ts";
import { id, instant, line, PathId, version } from "../parts.ts";

const NAME_MAX = 40;
/** Longer ones are refused in plain words. */
const SCENE_MAX = 256;
const WELCOME_MAX = 600;
const DAYS_MAX = 3_650;

const Code = z.object({
  id,
  accountId: id,
  scene: z.string(),
  name: z.string(),
  /** Of a temporary one; null: permanent. */
  days: z.int().nullable(),
  /** Where a fan who came by it waits for a person; null: in the account's queue. */
  queueId: id.nullable(),
  lane: z.enum(LANES),
  /** She is given to a person at once. */
  atOnce: z.boolean(),
  welcome: z.string().nullable(),
  entryKey: z.string().nullable(),
  /** making: nobody knows yet what the platform says; failed: it refused, see `code`. Archived ones are still understood. */
  state: z.enum(["making", "ready", "failed", "archived", "expired"]),
  code: z.string().nullable(),
  /** What the picture says. */
  url: z.string().nullable(),
  expiresAt: instant.nullable(),
  createdAt: instant,
  follows: z.int(),
  scans: z.int(),
  version,
});

export const listCodes = contract({
  id: "code.list",
  method: "GET",
  path: "/codes",
  permission: "account.read",
  summary: "All codes with a scene, how often each was scanned, and what each account's platform allows",
  response: z.object({
    items: z.array(Code),
    accounts: z.array(
      z.object({
        id,
        name: z.string(),
        limits: z.object({ sceneCharsMax: z.int(), daysMax: z.int(), permanentMax: z.int() }).nullable(),
      }),
    ),
  }),
});

const decides = {
  name: line(NAME_MAX),
  queueId: id.nullable(),
  lane: z.enum(LANES),
  atOnce: z.boolean(),
  welcome: z.string().trim().min(1).max(WELCOME_MAX).nullable(),
  entryKey: z.string().min(1).max(128).nullable(),
};

/** Faults: account_gone, codes_unsupported, queue_gone, scene_taken, scene_too_long, code_life_wrong, codes_used_up */
export const createCode = contract({
  id: "code.create",
  method: "POST",
  path: "/codes",
  permission: "account.write",
  summary:
    "Makes a code; without a scene it gets one of its own. What the platform says is in the answer's state",
  body: z.strictObject({
    ...decides,
    accountId: id,
    scene: line(SCENE_MAX).optional(),
    days: z.int().min(1).max(DAYS_MAX).nullable(),
  }),
  response: Code,
});

/** Faults: code_gone, queue_gone, version_conflict */
export const updateCode = contract({
  id: "code.update",
  method: "PATCH",
  path: "/codes/:id",
  permission: "account.write",
  summary: "Changes what a code decides, from the next scan on; or archives it",
  params: PathId,
  body: z.strictObject({
    version,
    name: decides.name.optional(),
    queueId: decides.queueId.optional(),
    lane: decides.lane.optional(),
    atOnce: decides.atOnce.optional(),
    welcome: decides.welcome.optional(),
    entryKey: decides.entryKey.optional(),
    archived: z.boolean().optional(),
  }),
  response: Code,
});

/** Faults: code_gone */
export const makeCode = contract({
  id: "code.make",
  method: "POST",
  path: "/codes/:id/make",
  permission: "account.write",
  summary: "Asks the platform again for a code that failed or has expired",
  params: PathId,
  response: Code,
});

/** Faults: account_gone */
export const listEntries = contract({
  id: "account.entries",
  method: "GET",
  path: "/accounts/:id/entries",
  permission: "account.read",
  summary: "Published entries whose answer a code or a menu may give",
  params: PathId,
  response: z.object({ items: z.array(z.object({ key: z.string(), title: z.string() })) }),
});
