import { z } from "zod";

import { contract } from "../contract.ts";
import { id, PathId, version } from "../parts.ts";

const NAME_MAX = 20;
export const REASON_DEPTH_MAX = 4;

/** A node of 咨询分类. Never deleted: what is not active is not offered any more. */
export const Reason = z.object({
  id,
  parentId: id.nullable(),
  key: z.string(),
  name: z.string(),
  nameEn: z.string().nullable(),
  position: z.int(),
  active: z.boolean(),
  version,
});

/** The whole tree as a list, parents before children, brothers by position. Only leaves can be chosen. */
export const readReasons = contract({
  id: "reason.read",
  method: "GET",
  path: "/reasons",
  permission: "signed_in",
  summary: "The tree of reasons",
  response: z.object({ items: z.array(Reason) }),
});

const Fields = {
  parentId: id.nullable(),
  name: z.string().trim().min(1).max(NAME_MAX),
  nameEn: z
    .string()
    .trim()
    .max(NAME_MAX * 2)
    .nullable()
    .default(null),
  position: z.int().min(0).max(999).default(0),
};

/** Faults: reason_parent_gone, reason_too_deep {max}, reason_name_taken {name}, reason_too_many {max} */
export const createReason = contract({
  id: "reason.create",
  method: "POST",
  path: "/reasons",
  permission: "reason.write",
  summary: "Adds a reason",
  body: z.strictObject(Fields),
  response: Reason,
});

/** Renames, moves, switches off and on. Faults: those of creating, and reason_in_itself, version_conflict */
export const changeReason = contract({
  id: "reason.change",
  method: "PUT",
  path: "/reasons/:id",
  permission: "reason.write",
  summary: "Changes or moves a reason",
  params: PathId,
  body: z.strictObject({ ...Fields, active: z.boolean(), version }),
  response: Reason,
});
