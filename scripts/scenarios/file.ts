import { z } from "zod";

const seconds = z.number();
const units = z.number().nonnegative();

const queue = z.looseObject({
  id: z.string(),
  strategy: z.string().optional(),
  order: z.string().optional(),
  mode: z.enum(["push", "pull"]).optional(),
  open: z.boolean().optional(),
  idle_basis: z.string().optional(),
  auto_accept: z.boolean().optional(),
  offer_timeout: seconds.optional(),
  wrap: seconds.optional(),
  max_wait: seconds.nullish(),
  max_wait_no_agent: seconds.nullish(),
  overflow_to: z.string().optional(),
  maxlen: z.int().nullish(),
  join_empty: z.string().optional(),
  reject_delay: seconds.optional(),
  no_answer_delay: seconds.optional(),
  max_no_answer: z.int().optional(),
  decline_exclude: z.boolean().optional(),
  rings: z.array(seconds).nullish(),
  skip_empty_rings: z.boolean().optional(),
  resume_window: seconds.optional(),
  sticky_window: seconds.optional(),
  sticky_wait: seconds.optional(),
  weights: z.record(z.string(), units).optional(),
  vip_boost: seconds.optional(),
  returned_boost: seconds.optional(),
  transfer_limit: z.int().optional(),
  leader_queue: z.string().nullish(),
  bounce_window: seconds.optional(),
  hol_guard: seconds.nullish(),
  pull_visible: z.int().nullish(),
  dormant_holds: z.boolean().optional(),
  public_slots: z.int().optional(),
  promote: z.object({ lead: seconds, one_in: z.int().positive() }).nullish(),
  overnight_one_in: z.int().min(2).optional(),
  newcomers: z.string().optional(),
  kol_followers: z.int().optional(),
});

const membershipFields = z.looseObject({
  priority: z.number().optional(),
  level: z.int().optional(),
  delay: seconds.optional(),
});
/** A number alone is the priority. */
const membership = z.preprocess(
  (given) => (typeof given === "number" ? { priority: given } : given),
  membershipFields,
);

const agent = z.looseObject({
  id: z.string(),
  order: z.number().optional(),
  skills: z.record(z.string(), z.number()).optional(),
  queues: z.union([z.array(z.string()), z.record(z.string(), membership)]).optional(),
  capacity: units.optional(),
  channels: z.record(z.string(), z.number()).nullish(),
  exclusive: z.array(z.string()).optional(),
  interrupts: z
    .union([z.array(z.string()), z.record(z.string(), z.unknown()).transform((given) => Object.keys(given))])
    .optional(),
  auto_accept: z.boolean().optional(),
  rate: z.object({ max: z.int().positive(), window: seconds }).optional(),
  /** 新人期 */
  newcomer: z.boolean().optional(),
  state: z.string().optional(),
  since: seconds.optional(),
  last_offer: seconds.optional(),
  last_assign: seconds.optional(),
  last_release: seconds.optional(),
  today: z.int().optional(),
  preload: z.array(z.tuple([z.string(), z.number()]).rest(z.string())).optional(),
});

const need = z.union([
  z.number(),
  z.object({
    min: z.number(),
    relax: z.array(z.object({ after: seconds, min: z.number().nullable() })).optional(),
  }),
]);

const event = z.looseObject({
  t: seconds,
  ev: z.string(),
  contact: z.string().optional(),
  agent: z.string().optional(),
  queue: z.string().optional(),
  channel: z.string().optional(),
  customer: z.string().optional(),
  priority: z.number().optional(),
  boost: seconds.optional(),
  weight: units.optional(),
  due: seconds.nullish(),
  /** 隔夜: what it was promised while its queue was shut. */
  promised: seconds.optional(),
  vip: z.boolean().optional(),
  followers: z.int().optional(),
  public: z.boolean().optional(),
  exclude: z.array(z.string()).optional(),
  skills: z.record(z.string(), need).optional(),
  state: z.string().optional(),
  to_queue: z.string().nullish(),
  to_agent: z.string().nullish(),
  keep_age: z.boolean().optional(),
  warm: z.boolean().optional(),
  mode: z.string().optional(),
  beyond: z.boolean().optional(),
  role: z.string().optional(),
  waiting: z.array(z.string()).optional(),
});

const line = z.looseObject({ t: z.number(), ev: z.string() });

const scenario = z.looseObject({
  id: z.string(),
  config: z.looseObject({
    queues: z.array(queue),
    agents: z.array(agent),
    last_agent: z.record(z.string(), z.tuple([z.string(), seconds])).optional(),
  }),
  events: z.array(event),
  until: seconds,
  expect: z.array(line).optional(),
});

export { scenario as scenarioSchema };

const list = z.array(z.looseObject({ id: z.string() }));

/** A list of scenarios, or one under "scenarios"; each is read by itself, so that one amiss spoils no other. */
export const scenarioFile = z.union([
  list,
  z.looseObject({ scenarios: list }).transform((file) => file.scenarios),
]);

/** Not yet read beyond its id. */
export type AnyScenario = z.infer<typeof list>[number];
export type Scenario = z.infer<typeof scenario>;
export type ScenarioQueue = z.infer<typeof queue>;
export type ScenarioAgent = z.infer<typeof agent>;
export type ScenarioEvent = z.infer<typeof event>;
export type Line = z.infer<typeof line>;
