import { nextAt, step } from "../../assignment/engine/step.ts";
import type { Decision } from "../../assignment/live/decision.ts";
import type { FloorEvent } from "../../assignment/live/event.ts";
import type { LiveWorld } from "../../assignment/live/world.ts";
import type { Floor } from "../../assignment/mirror/image.ts";
import { openMirror } from "../../assignment/mirror/mirror.ts";
import { createHeap, type Heap } from "../../assignment/order/heap.ts";
import { HOUR, type Instant, MINUTE } from "../../kernel/instant.ts";
import type { QueueAlarms } from "../../queue/alarm.ts";
import { createTally, type Played, type Tally } from "./course.ts";
import { type Coming, type Life, livesOf, type Pace } from "./lives.ts";

export const FORECAST_MS = HOUR;
const SEED = 1_111;

export type Playing = {
  readonly floor: Floor;
  readonly paces: readonly Pace[];
  /** Within so long the public is promised an answer. */
  readonly dueMs: number;
  /** Thresholds, by queue. */
  readonly alarms: ReadonlyMap<string, QueueAlarms>;
  readonly at: Instant;
};

type Deed = { readonly at: Instant; readonly nr: number; readonly event: FloorEvent };

type Play = {
  readonly world: LiveWorld;
  readonly agenda: Heap<Deed>;
  readonly plan: (at: Instant, event: FloorEvent) => void;
  readonly lifeOf: (contactId: string) => Life | undefined;
  readonly tally: Tally;
};

/**
 * The next hour, played by the engine itself from the floor as it is: whoever is there stays, everybody takes what she
 * is offered, nobody gives up. Pauses after each minute, so that whoever plays may let others go on meanwhile.
 */
export function* play({ floor, paces, dueMs, alarms, at }: Playing): Generator<void, Played> {
  const { there, coming } = livesOf(floor, paces, { at, lastMs: FORECAST_MS, seed: SEED });
  const lives = new Map<string, Life>([...there, ...coming.map((one) => [one.id, one] as const)]);
  const playing = openPlay(openMirror(floor, at), (id) => lives.get(id), createTally(alarms));
  const { world, plan, tally } = playing;
  for (const { spec, enqueuedAt } of floor.contacts) tally.came(spec, enqueuedAt);
  for (const contact of world.contacts.values()) {
    const life = playing.lifeOf(contact.id);
    if (contact.state === "active") plan(at + (life?.talkMs ?? 0), { code: "ended", contactId: contact.id });
    if (contact.state === "offered" && contact.offer !== undefined) {
      for (const { id } of contact.offer.agents)
        plan(at + (life?.reactMs ?? 0), { code: "accepted", contactId: contact.id, agentId: id });
    }
  }
  for (const one of coming) {
    const spec = specOf(one, dueMs);
    tally.came(spec, one.at);
    plan(one.at, { code: "enqueued", contact: spec });
  }
  answer(playing, step(world, [], at));
  tally.minute(world);
  for (let until = at + MINUTE; until <= at + FORECAST_MS; until += MINUTE) {
    goOn(playing, until);
    tally.minute(world);
    yield;
  }
  return tally.played(at + FORECAST_MS);
}

function openPlay(world: LiveWorld, lifeOf: Play["lifeOf"], tally: Tally): Play {
  const agenda = createHeap<Deed>((one, other) => one.at - other.at || one.nr - other.nr);
  let nr = 0;
  const plan = (at: Instant, event: FloorEvent): void => {
    nr += 1;
    agenda.push({ at, nr, event });
  };
  return { world, agenda, plan, lifeOf, tally };
}

/** Each moment by itself: the engine's own time, or somebody's deed. */
function goOn(playing: Play, until: Instant): void {
  const { world, agenda } = playing;
  for (;;) {
    const due = nextAt(world) ?? Infinity;
    const deed = agenda.first();
    const at = Math.max(world.at, Math.min(due, deed?.at ?? Infinity));
    if (at > until) return;
    const isDeed = deed !== undefined && deed.at <= at;
    if (isDeed) agenda.pop();
    answer(playing, step(world, isDeed ? [deed.event] : [], at));
    if (isDeed && deed.event.code === "ended") wrapUp(playing, deed.event.contactId, at);
  }
}

function answer({ plan, lifeOf, tally }: Play, decisions: readonly Decision[]): void {
  for (const one of decisions) {
    tally.decided(one);
    if (one.code !== "offer" && one.code !== "assigned") continue;
    const { contactId, agentId, at } = one;
    const life = lifeOf(contactId);
    if (one.code === "assigned") plan(at + (life?.talkMs ?? 0), { code: "ended", contactId });
    // Somewhat before it is over, however short it is.
    else plan(Math.min(at + (life?.reactMs ?? 0), one.until - 1), { code: "accepted", contactId, agentId });
  }
}

/** Filled after as long as it usually takes, or owed when its time is over. */
function wrapUp({ world, plan, lifeOf }: Play, contactId: string, at: Instant): void {
  if (world.contacts.get(contactId)?.state !== "wrapup") return;
  plan(at + (lifeOf(contactId)?.wrapMs ?? 0), { code: "wrapped_up", contactId });
}

const specOf = ({ id, queueId, isPublic, at }: Coming, dueMs: number) => ({
  id,
  queueId,
  channel: isPublic ? "weibo" : "chat",
  priority: 5,
  boostMs: 0,
  isVip: false,
  isPublic,
  dueAt: isPublic ? at + dueMs : undefined,
  units: 1,
  customer: "",
  skills: [],
  barred: [],
});
