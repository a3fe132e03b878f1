import { z } from "zod";

import { contract } from "../contract.ts";
import { id, instant, language, line, page, pageOf, PathId, version } from "../parts.ts";
import { Grant } from "./access.ts";
import { Link, Login, StaffName } from "./session.ts";

const ROLES_MAX = 5;
const employeeNo = line(32).nullable();
const capacity = z.int().min(1).max(50);
const roles = z.array(Grant).max(ROLES_MAX);

const NAMES_MAX = 50;
const DAYS_MAX = 60;
const REVIEWED_MAX = 500;
const few = (record: object): boolean => Object.keys(record).length <= NAMES_MAX;
/** What she can; see core/queue. */
const Abilities = z.strictObject({
  /** Proficiency by skill. */
  skills: z.record(line(32), z.number().min(0).max(5)).refine(few).optional(),
  /** At most so many of a channel. */
  channelMax: z.record(line(32), z.int().min(0).max(50)).refine(few).optional(),
  exclusive: z.array(line(32)).max(NAMES_MAX).optional(),
  /** Of these one may come although her hands are full. */
  interrupts: z.array(line(32)).max(NAMES_MAX).optional(),
  /** So many contacts in so long at most. */
  rate: z
    .strictObject({ max: z.int().min(1).max(1_000), windowMs: z.int().min(1_000).max(86_400_000) })
    .optional(),
  autoAccept: z.boolean().optional(),
  /** Who answers her customers while she is away, where the queue covers by pairs. */
  partnerId: id.optional(),
  /** 新人期: her first day, and how many at once on each; the last of them until it is taken off. */
  nursery: z
    .strictObject({
      since: z.iso.date(),
      caps: z.array(capacity).min(1).max(DAYS_MAX),
      /** 带教: she sees her open contacts, and is asked beside the leaders when she calls for help. */
      mentorId: id.optional(),
      /** 审稿: so many of her first replies wait for the mentor or a leader. */
      reviewed: z.int().min(0).max(REVIEWED_MAX).optional(),
    })
    .optional(),
});

/** A person who signs in. */
export const Staff = z.object({
  id,
  login: z.string(),
  name: z.string(),
  /** 工号 */
  employeeNo: z.string().nullable(),
  state: z.enum(["active", "disabled"]),
  /** Has not chosen a password yet. */
  invited: z.boolean(),
  language,
  /** 接待上限 */
  capacity: z.int(),
  abilities: Abilities,
  roles,
  createdAt: instant,
  version,
});

export const listStaff = contract({
  id: "staff.list",
  method: "GET",
  path: "/staff",
  permission: "staff.read",
  summary: "People: all, or those of the caller's queues",
  query: z.strictObject({
    limit: page.limit,
    after: id.optional(),
    /** Part of a name, a login or an employee number. */
    search: line(64).optional(),
  }),
  response: pageOf(Staff),
});

export const readStaff = contract({
  id: "staff.read",
  method: "GET",
  path: "/staff/:id",
  permission: "staff.read",
  summary: "One person",
  params: PathId,
  response: Staff,
});

export const createStaff = contract({
  id: "staff.create",
  method: "POST",
  path: "/staff",
  permission: "staff.write",
  summary: "Makes a person, and the link by which she chooses her password",
  body: z.strictObject({
    login: Login,
    name: StaffName,
    employeeNo: employeeNo.default(null),
    language: language.default("zh-CN"),
    capacity: capacity.default(5),
    roles,
  }),
  response: z.object({ staff: Staff, link: Link }),
});

export const updateStaff = contract({
  id: "staff.update",
  method: "PATCH",
  path: "/staff/:id",
  permission: "staff.write",
  summary: "Changes what is given; other roles end her sessions",
  params: PathId,
  body: z.strictObject({
    version,
    name: StaffName.optional(),
    employeeNo: employeeNo.optional(),
    language: language.optional(),
    capacity: capacity.optional(),
    abilities: Abilities.optional(),
    roles: roles.optional(),
  }),
  response: Staff,
});

export const disableStaff = contract({
  id: "staff.disable",
  method: "POST",
  path: "/staff/:id/disable",
  permission: "staff.write",
  summary: "She cannot sign in any more, and her sessions end",
  params: PathId,
  body: z.strictObject({ version }),
  response: Staff,
});

export const enableStaff = contract({
  id: "staff.enable",
  method: "POST",
  path: "/staff/:id/enable",
  permission: "staff.write",
  summary: "She can sign in again",
  params: PathId,
  body: z.strictObject({ version }),
  response: Staff,
});

export const resetLink = contract({
  id: "staff.reset_link",
  method: "POST",
  path: "/staff/:id/link",
  permission: "staff.write",
  summary: "A new link by which she chooses a password; the one before is dead",
  params: PathId,
  response: z.object({ link: Link }),
});

export const endSessions = contract({
  id: "staff.end_sessions",
  method: "POST",
  path: "/staff/:id/sessions/end",
  permission: "staff.write",
  summary: "Signs her out everywhere, but for where the call comes from",
  params: PathId,
  response: z.object({ ended: z.int() }),
});

/** 技能: one is there while somebody has it. */
export const listSkills = contract({
  id: "skill.list",
  method: "GET",
  path: "/skills",
  permission: "staff.read",
  summary: "The skills that people have, and who has each, the best first",
  response: z.object({
    items: z.array(
      z.object({
        skill: z.string(),
        people: z.array(z.object({ staffId: id, name: z.string(), level: z.number() })),
      }),
    ),
  }),
});
