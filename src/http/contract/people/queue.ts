import { z } from "zod";

import { CONTACT_ORDERS, NEWCOMERS, STRATEGIES } from "../../../core/assignment/live/rules.ts";
import { WRAP_FIELDS } from "../../../core/queue/policy.ts";
import { COVERS } from "../../../core/cover/cover.ts";
import { contract } from "../contract.ts";
import { id, INTEGER_MAX, line, PathId, version } from "../parts.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

/** "09:00" */
const clock = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/);
const lasting = z.int().min(0).max(DAY);
/** Rings, and channels with a weight of their own. */
const SHAPES_MAX = 20;

/** See core/queue. */
export const Policy = z.strictObject({
  autoAccept: z.boolean(),
  offerMs: z
    .int()
    .min(5 * SECOND)
    .max(5 * MINUTE),
  wrapMs: z
    .int()
    .min(0)
    .max(30 * MINUTE),
  wrapRequired: z.array(z.enum(WRAP_FIELDS)).max(WRAP_FIELDS.length),
  noAnswerMax: z.int().min(1).max(10),
  ratingInvite: z.boolean(),
  publicApproval: z.boolean(),
  publicBoostMs: lasting,
  mode: z.enum(["push", "pull"]),
  /** Whether its leaders let it take and give contacts now. */
  isOpen: z.boolean(),
  /** 抢单: of what she may take, an agent is shown the first so many. */
  pullVisibleMax: z.int().min(1).max(100).optional(),
  order: z.enum(CONTACT_ORDERS),
  strategy: z.enum(STRATEGIES),
  idleBasis: z.enum(["available", "last_contact"]),
  declineExcludes: z.boolean(),
  rejectMs: lasting.optional(),
  noAnswerMs: lasting.optional(),
  rings: z.array(lasting).max(SHAPES_MAX),
  skipEmptyRings: z.boolean(),
  stickyWaitMs: lasting,
  weights: z
    .record(z.string().min(1).max(32), z.int().min(1).max(50))
    .refine((weights) => Object.keys(weights).length <= SHAPES_MAX),
  vipBoostMs: lasting,
  /** Which of its contacts agents in their nursery may have (新人期); who is followed by so many is not usual, nor is a VIP. */
  newcomers: z.enum(NEWCOMERS),
  kolFollowers: z.int().min(1).max(INTEGER_MAX),
  heavyAfterMs: lasting.optional(),
  maxAgeMs: lasting.optional(),
  waitMsMax: lasting.optional(),
  /** Who waits too long leaves a message, or goes to this queue. */
  overflowTo: z.literal("ticket").or(id),
  lengthMax: z.int().min(1).max(INTEGER_MAX).optional(),
  /** Whether it is waited in while nobody of it is signed in, or nobody ready; and for how long at most then. */
  joinEmpty: z.enum(["allow", "if_signed_in", "if_ready"]),
  unstaffedMsMax: lasting.optional(),
  /** On the house's clock, every day; the same twice: round the clock. */
  hours: z.strictObject({ open: clock, close: clock }).optional(),
  /** Who gave up waiting and is back within it has her old place. */
  resumeMs: lasting,
  /** So much older seems who was meant for one agent and came back; so long a transfer may be sent back (退回). */
  returnedBoostMs: lasting,
  bounceMs: lasting,
  /** Who does not answer for so long is put aside (静默), 0: never; and whether what is put aside keeps its slot. */
  dormantMs: lasting,
  dormantHolds: z.boolean(),
  /** So long before closing, and while shut, who begins to wait may choose, 0: never; whether she may wish to be called. */
  choiceLeadMs: lasting,
  offersCallBack: z.boolean(),
  /** 报警: its leaders are told when more wait, or the first for longer, or somebody waits and nobody is free. */
  alarmWaiting: z.int().min(1).max(INTEGER_MAX).optional(),
  alarmWaitMs: lasting.optional(),
  alarmNoneFree: z.boolean(),
  /** 代管: who answers while an agent is away. */
  cover: z.enum(COVERS),
  transferMax: z.int().min(0).max(20),
  /** Where the last transfer that is allowed goes, whoever it was meant for: the queue that leaders staff. */
  leaderQueueId: id.optional(),
  publicSlots: z.int().min(0).max(1_000),
  /** 隔夜: while others wait, one of so many offers goes to who came while it was shut. */
  overnightOneIn: z.int().min(2).max(100),
  promote: z.strictObject({ leadMs: lasting, oneIn: z.int().min(1).max(100) }).optional(),
});

/** Of a policy, what is to change; null: it limits nothing any more, or is as usual again. */
export const GivenPolicy = Policy.partial().extend({
  rejectMs: Policy.shape.rejectMs.nullable(),
  noAnswerMs: Policy.shape.noAnswerMs.nullable(),
  heavyAfterMs: Policy.shape.heavyAfterMs.nullable(),
  pullVisibleMax: Policy.shape.pullVisibleMax.nullable(),
  maxAgeMs: Policy.shape.maxAgeMs.nullable(),
  waitMsMax: Policy.shape.waitMsMax.nullable(),
  lengthMax: Policy.shape.lengthMax.nullable(),
  unstaffedMsMax: Policy.shape.unstaffedMsMax.nullable(),
  alarmWaiting: Policy.shape.alarmWaiting.nullable(),
  alarmWaitMs: Policy.shape.alarmWaitMs.nullable(),
  hours: Policy.shape.hours.nullable(),
  promote: Policy.shape.promote.nullable(),
  leaderQueueId: Policy.shape.leaderQueueId.nullable(),
});

export const QueueGroup = z.object({ id, name: z.string() });
const level = z.int().min(0).max(9);
/** An agent's preference among her queues, 1 first; and how old a contact must be before she sees it. */
const priority = z.int().min(1).max(99);

/** 队列 */
export const Queue = z.object({
  id,
  groupId: id,
  key: z.string(),
  name: z.string(),
  policy: Policy,
  state: z.enum(["active", "closed"]),
  members: z.array(z.object({ staffId: id, name: z.string(), level, priority, delayMs: lasting })),
  version,
});

export const listQueues = contract({
  id: "queue.list",
  method: "GET",
  path: "/queues",
  permission: "queue.read",
  summary: "All groups, the queues that the caller may see, with their members, and what a policy usually is",
  response: z.object({ groups: z.array(QueueGroup), queues: z.array(Queue), usual: Policy }),
});

export const createGroup = contract({
  id: "queue_group.create",
  method: "POST",
  path: "/queue-groups",
  permission: "queue.write",
  summary: "Makes a group of queues: a site whose queues and agents are seated together",
  body: z.strictObject({ name: line(64) }),
  response: QueueGroup,
});

export const createQueue = contract({
  id: "queue.create",
  method: "POST",
  path: "/queues",
  permission: "queue.write",
  summary: "Makes a queue; what is left out of the policy is the default",
  body: z.strictObject({
    groupId: id,
    /** Stays for ever: reports and settings name it. */
    key: z.string().regex(/^[a-z][a-z0-9_]{1,31}$/),
    name: line(64),
    policy: GivenPolicy.default({}),
  }),
  response: Queue,
});

export const updateQueue = contract({
  id: "queue.update",
  method: "PATCH",
  path: "/queues/:id",
  permission: "queue.write",
  summary: "Changes what is given; of the policy, the fields that are given",
  params: PathId,
  body: z.strictObject({
    version,
    name: line(64).optional(),
    policy: GivenPolicy.optional(),
    state: z.enum(["active", "closed"]).optional(),
  }),
  response: Queue,
});

const PathMember = z.object({ id, staffId: id });

export const putMember = contract({
  id: "queue.put_member",
  method: "PUT",
  path: "/queues/:id/members/:staffId",
  permission: "queue.write",
  summary:
    "She serves this queue, at this level; level 0 is asked first. What else is not given stays as it is",
  params: PathMember,
  body: z.strictObject({
    level: level.default(0),
    priority: priority.optional(),
    delayMs: lasting.optional(),
  }),
  response: Queue,
});

export const removeMember = contract({
  id: "queue.remove_member",
  method: "DELETE",
  path: "/queues/:id/members/:staffId",
  permission: "queue.write",
  summary: "She gets no more contacts of this queue; those she has stay hers",
  params: PathMember,
  response: Queue,
});
