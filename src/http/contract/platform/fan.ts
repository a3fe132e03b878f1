import { z } from "zod";

import { FAN_CHANGES } from "../../../core/fan/change.ts";
import { contract } from "../contract.ts";
import { id, instant, line, PathId } from "../parts.ts";

const NAME_MAX = 64;
const REASON_MAX = 200;

/** What the platform knows of the fan, what it is to change, and who else she is. */
const FanCard = z.object({
  /** What the account's platform offers; null: nothing of the kind. */
  means: z.object({
    profile: z.boolean(),
    label: z.object({ bytesMax: z.int(), perFanMax: z.int() }).nullable(),
    remarkCharsMax: z.int().nullable(),
    block: z.boolean(),
  }),
  /** Null before the platform was asked first; `follows` is null until it has answered. */
  known: z
    .object({
      follows: z.boolean().nullable(),
      followedAt: instant.nullable(),
      language: z.string().nullable(),
      /** The name that the account has given her there. */
      remark: z.string().nullable(),
      /** How she came to follow, in the platform's word, and by which scene. */
      source: z.string().nullable(),
      scene: z.string().nullable(),
      blockedAt: instant.nullable(),
      askedAt: instant.nullable(),
      labels: z.array(z.string()),
    })
    .nullable(),
  /** It is old: worth asking anew. */
  stale: z.boolean(),
  /** All that the account has. */
  labels: z.array(z.string()),
  /** What has not come true: waiting, or refused by the platform with its code. */
  changes: z.array(
    z.object({
      id,
      kind: z.enum(FAN_CHANGES),
      value: z.string().nullable(),
      state: z.enum(["waiting", "refused"]),
      code: z.string().nullable(),
      at: instant,
    }),
  ),
  /** Other identities of the same person; `mergeId`: what brought it there, where it can be taken back. */
  others: z.array(
    z.object({
      identityId: id,
      accountName: z.string(),
      platform: z.string(),
      name: z.string().nullable(),
      mergeId: id.nullable(),
    }),
  ),
});

export const readFan = contract({
  id: "fan.read",
  method: "GET",
  path: "/conversations/:id/fan",
  permission: "contact.read",
  summary: "What the platform knows of the fan, and what is to be changed there",
  params: PathId,
  response: FanCard,
});

export const askFan = contract({
  id: "fan.ask",
  method: "POST",
  path: "/conversations/:id/fan/ask",
  permission: "contact.read",
  summary: "Asks the platform anew who she is; the answer is there within seconds",
  params: PathId,
});

/** Faults: fan_change_unsupported, label_too_long, labels_of_fan_used_up, labels_used_up, fan_remark_too_long */
export const changeFan = contract({
  id: "fan.change",
  method: "POST",
  path: "/conversations/:id/fan/changes",
  permission: "contact.serve",
  summary:
    "Gives or takes a label, or sets the remark; the platform is asked, and what it says shows in the card",
  params: PathId,
  body: z.strictObject({
    change: z.discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("label"), value: line(NAME_MAX) }),
      z.strictObject({ kind: z.literal("unlabel"), value: z.string().min(1).max(NAME_MAX) }),
      z.strictObject({ kind: z.literal("remark"), value: line(NAME_MAX).or(z.literal("")) }),
    ]),
  }),
});

export const dismissChange = contract({
  id: "fan.dismiss_change",
  method: "DELETE",
  path: "/conversations/:id/fan/changes/:changeId",
  permission: "contact.serve",
  summary: "Tells no more of a change that the platform refused",
  params: z.object({ id, changeId: id }),
});

export const blockFan = contract({
  id: "fan.block",
  method: "POST",
  path: "/conversations/:id/fan/block",
  permission: "fan.block",
  summary: "Puts her on the platform's blacklist",
  params: PathId,
  body: z.strictObject({ reason: line(REASON_MAX) }),
});

export const unblockFan = contract({
  id: "fan.unblock",
  method: "POST",
  path: "/conversations/:id/fan/unblock",
  permission: "fan.block",
  summary: "Takes her off the platform's blacklist",
  params: PathId,
});

/** Faults: merge_gone */
export const partIdentity = contract({
  id: "fan.part",
  method: "POST",
  path: "/conversations/:id/fan/part",
  permission: "contact.serve",
  summary: "Two identities are not one person after all",
  params: PathId,
  body: z.strictObject({ mergeId: id }),
});
