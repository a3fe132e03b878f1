import fc from "fast-check";
import type {
  Scenario,
  ScenarioAgent,
  ScenarioEvent,
  ScenarioQueue,
} from "../../../../scripts/scenarios/file.ts";

const QUEUES = ["p", "q", "r"];
const AGENTS = ["amy", "bo", "cy", "di", "ed"];
const CHANNELS = ["chat", "weibo", "call"];
const SKILLS = ["zh", "en"];

const some = <T>(value: fc.Arbitrary<T>, often = 2): fc.Arbitrary<T | undefined> =>
  fc.option(value, { nil: undefined, freq: often });
const seconds = (max: number, min = 0): fc.Arbitrary<number> => fc.integer({ min, max });

const queue = (id: string): fc.Arbitrary<ScenarioQueue> =>
  fc
    .record({
      strategy: some(
        fc.constantFrom(
          "rotation",
          "least_active",
          "least_occupied",
          "most_available",
          "fewest_today",
          "skill_best",
          "in_order",
          "broadcast",
        ),
      ),
      order: some(fc.constantFrom("fifo", "priority", "deadline")),
      mode: some(fc.constant("pull" as const), 1),
      pull_visible: some(seconds(2, 1)),
      idle_basis: some(fc.constant("last_contact")),
      offer_timeout: some(seconds(20, 2)),
      wrap: some(seconds(9)),
      max_wait: some(seconds(40, 1)),
      max_wait_no_agent: some(seconds(30, 1)),
      overflow_to: some(fc.constantFrom(...QUEUES, "ticket")),
      maxlen: some(seconds(4, 1), 1),
      join_empty: some(fc.constantFrom("if_signed_in", "if_ready"), 1),
      reject_delay: some(seconds(12)),
      no_answer_delay: some(seconds(12)),
      max_no_answer: some(seconds(3, 1)),
      decline_exclude: some(fc.boolean()),
      rings: some(fc.constantFrom<number[]>([0, 8, 16], [0, 5], [3, 9, 9])),
      skip_empty_rings: some(fc.boolean()),
      resume_window: some(seconds(20)),
      sticky_window: some(seconds(60)),
      sticky_wait: some(seconds(12)),
      weights: some(fc.constantFrom<Record<string, number>>({ chat: 2 }, { call: 2, weibo: 3 }), 1),
      public_slots: some(seconds(2), 1),
      overnight_one_in: some(seconds(4, 2), 1),
      newcomers: some(fc.constantFrom("usual", "none")),
      kol_followers: some(fc.constant(500), 4),
      promote: some(fc.constantFrom({ lead: 10, one_in: 2 }, { lead: 20, one_in: 3 }), 1),
    })
    .map((given) => clean({ id, ...given }));

const agent = (id: string): fc.Arbitrary<ScenarioAgent> =>
  fc
    .record({
      skills: some(fc.constantFrom<Record<string, number>>({}, { zh: 2 }, { zh: 4, en: 1 }, { en: 5 })),
      queues: some(
        fc.uniqueArray(fc.constantFrom(...QUEUES), { minLength: 1 }).chain((ids) =>
          fc
            .tuple(
              ...ids.map(() =>
                fc.record({
                  priority: seconds(2, 1),
                  level: seconds(2),
                  delay: fc.constantFrom(0, 0, 4, 9),
                }),
              ),
            )
            .map((each) => Object.fromEntries(ids.map((name, index) => [name, each[index] ?? {}]))),
        ),
        4,
      ),
      capacity: seconds(4, 1),
      channels: some(
        fc.constantFrom<Record<string, number>>({ chat: 1 }, { chat: 2, call: 1 }, { weibo: 0 }),
        1,
      ),
      exclusive: some(fc.constantFrom<string[]>(["call"], ["weibo", "call"]), 1),
      interrupts: some(fc.constant<string[]>(["call"]), 1),
      newcomer: some(fc.constant(true)),
      state: some(fc.constantFrom("break", "offline"), 1),
      since: some(seconds(0, -20)),
      last_offer: some(seconds(9, -1)),
      preload: some(fc.constant<[string, number][]>([[`x-${id}`, 1]]), 1),
    })
    .map((given) => clean({ id, ...given }));

const need = fc.oneof(
  seconds(4, 1),
  fc.constantFrom(
    {
      min: 4,
      relax: [
        { after: 6, min: 2 },
        { after: 15, min: null },
      ],
    },
    { min: 2, relax: [{ after: 10, min: null }] },
  ),
);

/** What becomes of a contact: who tries what, and when; everybody tries, so that whoever is asked is among them. */
const life = fc.record({
  spec: fc
    .record({
      queue: fc.constantFrom(...QUEUES),
      channel: some(fc.constantFrom(...CHANNELS)),
      priority: some(seconds(9, 1)),
      boost: some(seconds(20)),
      vip: some(fc.constant(true), 1),
      followers: some(fc.constantFrom(499, 500, 10_000)),
      public: some(fc.constant(true)),
      weight: some(seconds(3, 1), 1),
      due: some(seconds(60)),
      promised: some(seconds(60), 1),
      customer: some(fc.constantFrom("u1", "u2")),
      skills: some(fc.dictionary(fc.constantFrom(...SKILLS), need, { maxKeys: 2 })),
    })
    .map(clean),
  t: seconds(40),
  acts: fc.array(
    fc.record({
      ev: fc.constantFrom(
        "accept",
        "accept",
        "accept",
        "reject",
        "take",
        "end",
        "end",
        "leave",
        "return",
        "transfer",
        "dormant",
        "wake",
      ),
      after: seconds(20),
      to_queue: fc.constantFrom(...QUEUES),
      keep_age: fc.boolean(),
    }),
    { maxLength: 6 },
  ),
});

const shift = fc.record({
  ev: fc.constant("agent"),
  t: seconds(70),
  agent: fc.constantFrom(...AGENTS),
  state: fc.constantFrom("ready", "ready", "break", "not_ready"),
});

const freeze = fc.tuple(seconds(40), seconds(20)).map(([t, length]) => [
  { t, ev: "freeze" },
  { t: t + length, ev: "thaw" },
]);

/** Floors by chance, with days on them: short enough to be played second by second. */
export const scenarios: fc.Arbitrary<Scenario> = fc
  .record({
    queues: fc.tuple(...QUEUES.map(queue)),
    agents: fc.subarray(AGENTS, { minLength: 1 }).chain((ids) => fc.tuple(...ids.map(agent))),
    lives: fc.array(life, { minLength: 1, maxLength: 12 }),
    shifts: fc.array(shift, { maxLength: 4 }),
    freezes: fc.option(freeze, { nil: [], freq: 1 }),
    last: fc.constantFrom({}, { u1: ["amy", -5] as [string, number] }),
  })
  .map(({ queues, agents, lives, shifts, freezes, last }) => ({
    id: "by chance",
    config: { queues, agents, last_agent: last },
    events: [
      ...lives.flatMap((one, index) =>
        eventsOf(
          one,
          `c${index}`,
          agents.map(({ id }) => id),
        ),
      ),
      ...shifts.filter(({ agent: id }) => agents.some((one) => one.id === id)),
      ...freezes,
    ].toSorted((one, other) => one.t - other.t),
    until: 100,
  }));

function eventsOf(
  { spec, t, acts }: { spec: object; t: number; acts: readonly (ScenarioAct & { after: number })[] },
  contact: string,
  agents: readonly string[],
): ScenarioEvent[] {
  const events: ScenarioEvent[] = [{ ...spec, t, ev: "enqueue", contact }];
  let at = t;
  for (const { ev, after, to_queue, keep_age } of acts) {
    at += after;
    const isOfPair = ev === "accept" || ev === "reject" || ev === "take";
    if (isOfPair) for (const agentId of agents) events.push({ t: at, ev, contact, agent: agentId });
    else if (ev === "transfer") events.push({ t: at, ev, contact, to_queue, keep_age });
    else events.push({ t: at, ev, contact });
  }
  return events;
}

type ScenarioAct = { readonly ev: string; readonly to_queue: string; readonly keep_age: boolean };

/** Without what is undefined. */
function clean<T extends object>(given: T): { [Name in keyof T]: Exclude<T[Name], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
    [Name in keyof T]: Exclude<T[Name], undefined>;
  };
}
