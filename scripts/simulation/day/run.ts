import { nextAt } from "../../../src/core/assignment/engine/step.ts";
import type { Opening } from "../../../src/core/assignment/engine/open.ts";
import { HOUR, type Instant, MINUTE } from "../../../src/core/kernel/instant.ts";
import type { Broken } from "../promise/all.ts";
import { answer, letWork } from "./agents.ts";
import { letHappen } from "./chance.ts";
import { close } from "./closing.ts";
import { bringFans } from "./fans.ts";
import { type House, type Moment, openHouse, type Step } from "./house.ts";
import { tell } from "../play/tell.ts";

/** After closing nothing may be left for longer. */
const CLOSING_MS_MAX = 24 * HOUR;
/** Nobody looks at the clock in time now and then; seldom for long. */
const LATE_SHARE = 0.04;
const JUMP_SHARE = 0.0005;

export type Run = {
  readonly seed: number;
  /** What happened; the moments at which only time passed are not counted. */
  readonly events: number;
  readonly opening: Opening;
  readonly journal: readonly Moment[];
  readonly broken: Broken | undefined;
};

/** A day on a floor by chance: the same seed, the same day. Ends with the first promise broken. */
export function runDay(seed: number, eventsMax: number, step: Step): Run {
  const house = openHouse(seed);
  const journal: Moment[] = [];
  let events = 0;
  let now: Instant = 0;
  let broken: Broken | undefined;

  function happen(moment: Moment): void {
    journal.push(moment);
    now = moment.at;
    if (moment.event !== undefined) events += 1;
    const told = tell(house.world, moment, step);
    broken = told.broken;
    answer(house, told.decisions);
  }

  bringFans(house, 0);
  letHappen(house, 0);
  for (const id of house.world.agents.keys()) letWork(house, id, 0);
  let closedAt = Infinity;
  while (broken === undefined && now - closedAt < CLOSING_MS_MAX) {
    if (events >= eventsMax && !house.isClosing) {
      closedAt = now;
      for (const event of close(house, now)) if (broken === undefined) happen({ at: now, event });
    }
    if (house.isClosing && house.world.contacts.size === 0) break;
    const moment = next(house, now, closedAt + CLOSING_MS_MAX);
    if (moment === undefined) break;
    happen(moment);
  }
  if (broken === undefined && house.world.contacts.size > 0) broken = neverEnds(house);
  return { seed, events, opening: house.opening, journal, broken };
}

/**
 * What comes next: the engine's own time, or somebody's deed. Deeds that turn out to be nothing are passed over, but not
 * beyond `until`: whoever waits for ever keeps all others coming back to their desks.
 */
function next(house: House, now: Instant, until: Instant): Moment | undefined {
  const { agenda, world, dice } = house;
  for (let planned = agenda.first(); planned !== undefined; planned = agenda.first()) {
    const at = Math.max(planned.at, now);
    const due = world.isStopped ? undefined : nextAt(world);
    if (at > until) return { at };
    if (due !== undefined && due <= at && !dice.isIn(LATE_SHARE)) return { at: Math.max(due, now) };
    agenda.pop();
    const jump = dice.isIn(JUMP_SHARE) && !house.isClosing ? dice.between(MINUTE, 8 * HOUR) : 0;
    const event = planned.deed(at + jump);
    if (event !== undefined) return { at: at + jump, event };
  }
  const due = nextAt(world);
  return due === undefined ? undefined : { at: Math.max(due, now) };
}

function neverEnds({ world }: House): Broken {
  const left = [...world.contacts.values()].map(({ id, state }) => `${id} ${state}`);
  return { promise: "everything ends", how: `${left.length} never end: ${left.slice(0, 5).join(", ")}` };
}
