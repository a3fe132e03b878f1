import { z } from "zod";

import { contract } from "../contract.ts";
import { id, line, PathId, version } from "../parts.ts";

const NAME_MAX = 20;
const POSITION_MAX = 999;
const MINUTES_MAX = 480;
const QUOTA_MAX = 1_000;
/** By which a session names its code. */
const key = z.string().min(1).max(64);

/** 小休原因. Never deleted: what is not active is not offered any more. */
export const BreakCode = z.object({
  id,
  key,
  name: z.string(),
  nameEn: z.string().nullable(),
  paid: z.boolean(),
  /** How long it is planned to last; null: as long as she likes. Nobody is forced back. */
  minutes: z.int().nullable(),
  /** A leader has to agree first. */
  needsApproval: z.boolean(),
  position: z.int(),
  active: z.boolean(),
  version,
});

export const readBreakCodes = contract({
  id: "break_code.read",
  method: "GET",
  path: "/break-codes",
  permission: "signed_in",
  summary: "Why people may be on breaks, in the order of the menu",
  response: z.object({ items: z.array(BreakCode) }),
});

const Fields = {
  name: line(NAME_MAX),
  nameEn: line(NAME_MAX * 2)
    .nullable()
    .default(null),
  paid: z.boolean(),
  minutes: z.int().min(1).max(MINUTES_MAX).nullable(),
  needsApproval: z.boolean(),
  position: z.int().min(0).max(POSITION_MAX).default(0),
};

/** Faults: break_codes_too_many {max}, break_code_name_taken {name} */
export const createBreakCode = contract({
  id: "break_code.create",
  method: "POST",
  path: "/break-codes",
  permission: "reason.write",
  summary: "Adds a break code",
  body: z.strictObject(Fields),
  response: BreakCode,
});

/** Faults: break_code_gone, version_conflict, break_code_name_taken {name} */
export const changeBreakCode = contract({
  id: "break_code.change",
  method: "PUT",
  path: "/break-codes/:id",
  permission: "reason.write",
  summary: "Changes a break code, or switches it off and on; breaks that last stay as they were begun",
  params: PathId,
  body: z.strictObject({ ...Fields, active: z.boolean(), version }),
  response: BreakCode,
});

const Quota = z.object({
  groupId: id,
  group: z.string(),
  /** Null: breaks of all codes together. */
  code: key.nullable(),
  max: z.int(),
});
/** `turnMs`: so long a place is kept for whoever is next. */
const Quotas = z.object({ items: z.array(Quota), turnMs: z.number() });

export const readBreakQuotas = contract({
  id: "break_quota.read",
  method: "GET",
  path: "/break-quotas",
  permission: "staff.read",
  summary: "How many of a queue group may be on breaks at once",
  response: Quotas,
});

/** Faults: group_gone, break_code_gone */
export const putBreakQuota = contract({
  id: "break_quota.put",
  method: "PUT",
  path: "/break-quotas",
  permission: "reason.write",
  summary: "At most so many of a queue group at once, of a code or of all; null: as many as like",
  body: z.strictObject({
    groupId: id,
    code: key.nullable(),
    max: z.int().min(0).max(QUOTA_MAX).nullable(),
  }),
  response: Quotas,
});

const AskId = { code: key, askedAt: z.iso.datetime(), until: z.iso.datetime().nullable() };
const Mine = z.object({
  ask: z
    .object({
      id,
      ...AskId,
      /** Who stands before me, the first first. */
      ahead: z.array(z.string()),
      /** A leader has still to agree. */
      isUnapproved: z.boolean(),
      expectedAt: z.iso.datetime().nullable(),
    })
    .nullable(),
  /** What became of my last ask, where that was a moment ago. */
  last: z
    .object({
      code: key,
      outcome: z.enum(["taken", "lapsed", "refused", "left", "gone"]),
      at: z.iso.datetime(),
      by: z.string().nullable(),
    })
    .nullable(),
});

export const readMyBreaks = contract({
  id: "seat.breaks",
  method: "GET",
  path: "/seat/breaks",
  permission: "seat.use",
  summary: "My place in the break line, whom I wait for, and whether it is my turn",
  response: Mine,
});

export const leaveBreakLine = contract({
  id: "seat.leave_break_line",
  method: "DELETE",
  path: "/seat/breaks",
  permission: "seat.use",
  summary: "I need no break after all",
  response: Mine,
});

export const readBreakLine = contract({
  id: "floor.breaks",
  method: "GET",
  path: "/floor/breaks",
  permission: "floor.read",
  summary:
    "Who stands in the break line, how full the quotas are, and how long everybody was on breaks today",
  response: z.object({
    line: z.array(
      z.object({
        id,
        staffId: id,
        name: z.string(),
        ...AskId,
        isUnapproved: z.boolean(),
        expectedAt: z.iso.datetime().nullable(),
      }),
    ),
    quotas: z.array(z.object({ ...Quota.shape, used: z.int() })),
    today: z.array(z.object({ staffId: id, code: key, ms: z.number() })),
  }),
});

/** Faults: break_ask_gone */
export const approveBreak = contract({
  id: "floor.approve_break",
  method: "POST",
  path: "/floor/breaks/:id/approve",
  permission: "floor.write",
  summary: "She may go when there is a place; `now`: at once, whatever the quota says",
  params: PathId,
  body: z.strictObject({ now: z.boolean().default(false) }),
  response: z.object({ id }),
});

/** Faults: break_ask_gone */
export const refuseBreak = contract({
  id: "floor.refuse_break",
  method: "POST",
  path: "/floor/breaks/:id/refuse",
  permission: "floor.write",
  summary: "Not now; she is told by whom",
  params: PathId,
  response: z.object({ id }),
});

/** Faults: break_ask_gone */
export const moveInBreakLine = contract({
  id: "floor.move_in_break_line",
  method: "POST",
  path: "/floor/breaks/:id/move",
  permission: "floor.write",
  summary: "To the front of the break line, or one place up or down",
  params: PathId,
  body: z.strictObject({ to: z.enum(["first", "up", "down"]) }),
  response: z.object({ id }),
});
