import { setTimeout as delay } from "node:timers/promises";
import type pg from "pg";

import type { FloorEvent } from "../../../src/core/assignment/live/event.ts";
import type { Deeds } from "../../scenarios/floor/deeds.ts";
import type { Stage } from "../../scenarios/floor/stage.ts";
import type { Dice } from "../day/dice.ts";
import { AGENT_NAMES, QUEUE_NAMES } from "./place.ts";

const LOOK_MS = 40;
/** Their own time between two things, in ms. */
const REACTION_MS = [30, 900] as const;
const TALK_MS = [200, 2_500] as const;
/** By then whatever was begun is over. */
const AGAIN_MS = 5_000;
const HANDS_MAX = 6;

export type People = {
  /** Until they are told that it is evening, and nothing of theirs is under way. */
  readonly live: () => Promise<void>;
  /** No fan comes any more; everybody is at her desk and takes what she is offered. */
  readonly close: () => void;
  readonly came: () => number;
  readonly stop: () => void;
};

type Site = {
  readonly stage: Stage;
  /** Apart from the connection that fans write by, in whose transactions nobody may look. */
  readonly looking: pg.Pool;
  readonly deeds: { readonly fans: Deeds; readonly agents: Deeds };
  readonly dice: Dice;
};

/** Fans and agents who live by the clock on the wall, and press whatever is to be pressed. */
export function createPeople(site: Site): People {
  const { dice, deeds } = site;
  let isOpen = true;
  let isOver = false;
  let came = 0;
  const hands = createHands();
  const act = (event: FloorEvent, who: Deeds = deeds.agents): void => hands.take(() => who(event));

  async function fans(): Promise<void> {
    while (isOpen) {
      const many = dice.isIn(0.08) ? dice.between(3, 10) : 1;
      for (let n = 0; n < many; n += 1) await deeds.fans(arrival(`c${(came += 1)}`, dice));
      if (dice.isIn(0.15)) await deeds.fans({ code: "left", contactId: `c${dice.between(1, came)}` });
      await delay(dice.between(10, 250));
    }
  }

  async function desks(): Promise<void> {
    const seen = new Set<string>();
    while (!isOver) {
      for (const { id, contact, agent, state } of await look(site)) {
        if (seen.has(id)) continue;
        seen.add(id);
        const event = isOpen ? answer(dice, state, contact, agent) : bringOn(state, contact, agent);
        if (event !== undefined) later(event);
        // Whoever did nothing about it, or was refused, looks at it again.
        setTimeout(() => seen.delete(id), event === undefined ? TALK_MS[1] : AGAIN_MS).unref();
      }
      await delay(LOOK_MS);
    }
  }
  function later(event: FloorEvent): void {
    const [from, to] = event.code === "ended" || event.code === "transferred" ? TALK_MS : REACTION_MS;
    setTimeout(() => act(event), dice.between(from, to)).unref();
  }

  async function shifts(): Promise<void> {
    for (const agentId of AGENT_NAMES) act({ code: "presence", agentId, to: "ready" });
    while (!isOver) {
      const agentId = dice.pick(AGENT_NAMES);
      if (!isOpen) for (const id of AGENT_NAMES) act({ code: "presence", agentId: id, to: "ready" });
      else if (dice.isIn(0.2)) act({ code: "lost", agentId });
      else
        act({
          code: "presence",
          agentId,
          to: dice.pick(["ready", "ready", "ready", "break", "not_ready", "logging_out"]),
        });
      await delay(isOpen ? 250 : 1_000);
    }
  }

  return {
    live: async () => {
      await Promise.all([fans(), desks(), shifts()]);
      await hands.empty();
    },
    close: () => void (isOpen = false),
    came: () => came,
    stop: () => void (isOver = true),
  };
}

const arrival = (id: string, dice: Dice): FloorEvent => ({
  code: "enqueued",
  contact: {
    id,
    queueId: dice.anyOf(QUEUE_NAMES) ?? "",
    channel: "wechat",
    priority: 5,
    boostMs: dice.isIn(0.2) ? 3_000 : 0,
    isVip: dice.isIn(0.1),
    isPublic: false,
    dueAt: undefined,
    units: 1,
    customer: id,
    skills: [],
    barred: [],
  },
});

/** Queued: in a queue whose agents take. */
type State = "queued" | "offered" | "active" | "wrapup";

function answer(dice: Dice, state: State, contactId: string, agentId: string): FloorEvent | undefined {
  const chance = dice.next();
  if (state === "wrapup") return chance < 0.6 ? { code: "wrapped_up", contactId } : undefined;
  if (state === "active") {
    if (chance > 0.12) return { code: "ended", contactId };
    if (dice.isIn(0.4))
      return { code: "transferred", contactId, to: { agentId: dice.pick(AGENT_NAMES), isWarm: true } };
    const queueId = dice.anyOf(QUEUE_NAMES) ?? "";
    return { code: "transferred", contactId, to: { queueId, keepsAge: dice.isIn(0.5) } };
  }
  if (state === "queued") return { code: "taken", contactId, agentId };
  // A tenth is never answered, a tenth declined.
  if (chance < 0.1) return undefined;
  return { code: chance < 0.2 ? "rejected" : "accepted", contactId, agentId };
}

function bringOn(state: State, contactId: string, agentId: string): FloorEvent {
  if (state === "queued") return { code: "taken", contactId, agentId };
  if (state === "offered") return { code: "accepted", contactId, agentId };
  return { code: state === "active" ? "ended" : "wrapped_up", contactId };
}

/** One a row: each who is asked, whose it is, and, of what may be taken, somebody. */
const LOOK = /* sql */ `
  SELECT o.id::text, o.contact_id AS contact, o.staff_id AS staff, 'offered' AS state FROM offer o WHERE o.ended_at IS NULL
  UNION ALL
  SELECT k.id || '-' || k.event_seq, k.id, k.owner_id, k.state::text FROM contact k
  WHERE k.state IN ('active', 'wrapup') AND k.passing_to IS NULL
  UNION ALL
  SELECT k.id || '-' || s.staff_id, k.id, s.staff_id, 'queued' FROM contact k JOIN queue q ON q.id = k.queue_id AND q.policy ->> 'mode' = 'pull'
    CROSS JOIN LATERAL (SELECT staff_id FROM agent_session
      WHERE signed_out_at IS NULL AND presence = 'ready' ORDER BY random() LIMIT 1) s
  WHERE k.state = 'queued'`;

type Row = { readonly id: string; readonly contact: string; readonly staff: string; readonly state: State };

/** What lies on the desks, by the names of the site. */
async function look({ stage, looking }: Site) {
  const { rows } = await looking.query<Row>(LOOK);
  const nameOf = (names: ReadonlyMap<string, string>, id: string): string =>
    [...names].find(([, one]) => one === id)?.[0] ?? "";
  return rows.map(({ id, contact, staff, state }) => ({
    id,
    state,
    contact: nameOf(stage.contacts, contact),
    agent: nameOf(stage.staff, staff),
  }));
}

/** So many at once as there are connections for; what throws is kept for the end. */
function createHands() {
  const waiting: (() => Promise<unknown>)[] = [];
  let busy = 0;
  let trouble: Error | undefined;
  async function work(): Promise<void> {
    busy += 1;
    for (let deed = waiting.shift(); deed !== undefined; deed = waiting.shift())
      await deed().catch((error: unknown) => (trouble ??= new Error("an act failed", { cause: error })));
    busy -= 1;
  }
  return {
    take(deed: () => Promise<unknown>): void {
      waiting.push(deed);
      if (busy < HANDS_MAX) void work();
    },
    async empty(): Promise<void> {
      while (busy > 0) await delay(LOOK_MS);
      if (trouble !== undefined) throw trouble;
    },
  };
}
