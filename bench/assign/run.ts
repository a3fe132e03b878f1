import { openWorld } from "../../src/core/assignment/engine/open.ts";
import { step } from "../../src/core/assignment/engine/step.ts";
import type { Decision } from "../../src/core/assignment/live/decision.ts";
import type { LiveWorld } from "../../src/core/assignment/live/world.ts";
import type { FloorEvent } from "../../src/core/assignment/live/event.ts";
import { createLatencies } from "../measure/latencies.ts";
import { seeded } from "../../src/core/kernel/seeded.ts";
import { contactOf, fullFloor, type Size } from "./floor.ts";

/** How the floor is met: nobody free and all waiting, or somebody free for whoever comes. */
export type Load = "scarce" | "surplus";

/** A floor that is kept as it is: who is offered a contact accepts, for each that is accepted one ends, one comes. */
export type Run = {
  readonly world: LiveWorld;
  readonly size: Size;
  readonly load: Load;
  readonly random: () => number;
  readonly active: string[];
  readonly pending: FloorEvent[];
  at: number;
  arrivals: number;
  offers: number;
};

export function openRun(size: Size, load: Load): Run {
  const random = seeded(1);
  const world = openWorld(fullFloor(size, random, load === "scarce"));
  const active = [...world.contacts.keys()];
  const run: Run = { world, size, load, random, active, pending: [], at: 0, arrivals: 0, offers: 0 };
  step(world, [], 0);
  // The oldest has waited for a quarter of an hour: rings are open, some are close to their due time.
  for (let n = 0; n < size.waiting; n += 1) {
    run.at = Math.floor((n / size.waiting) * 900_000);
    follow(run, step(world, [arrival(run)], run.at));
    for (const event of run.pending.splice(0)) follow(run, step(world, [event], run.at));
  }
  return run;
}

export const waitingIn = ({ world }: Run): number =>
  [...world.queues.values()].reduce((sum, { queued }) => sum + queued.size, 0);

function arrival(run: Run): FloorEvent {
  run.arrivals += 1;
  return { code: "enqueued", contact: contactOf(`c${run.arrivals}`, run.at, run.size, run.random) };
}

function ending({ load, active, random }: Run): FloorEvent | undefined {
  const contactId = load === "scarce" || active.length > 1_000 ? takeAny(active, random) : undefined;
  return contactId === undefined ? undefined : { code: "ended", contactId };
}

type Timed = { readonly ms: number; readonly decided: number };

/** What one assignment costs in events: an accept, an end, an arrival. */
function cycle(run: Run): readonly Timed[] {
  const events = [run.pending.shift(), ending(run), arrival(run)];
  return events.flatMap((event) => (event === undefined ? [] : [timed(run, event)]));
}

function timed(run: Run, event: FloorEvent): Timed {
  const start = performance.now();
  const decisions = step(run.world, [event], run.at);
  const ms = performance.now() - start;
  return { ms, decided: follow(run, decisions) };
}

/** What was offered is accepted with a later event; returns how much was offered. */
function follow(run: Run, decisions: readonly Decision[]): number {
  const before = run.offers;
  for (const decision of decisions) {
    if (decision.code === "assigned") run.active.push(decision.contactId);
    if (decision.code !== "offer") continue;
    const { contactId, agentId } = decision;
    run.pending.push({ code: "accepted", contactId, agentId });
    run.offers += 1;
  }
  return run.offers - before;
}

/** Each once, in any order. */
function takeAny<T>(list: T[], random: () => number): T | undefined {
  const index = Math.floor(random() * list.length);
  const taken = list[index];
  const last = list.pop();
  if (last !== undefined && index < list.length) list[index] = last;
  return taken;
}

/** As fast as it goes. */
export function flatOut(run: Run, seconds: number) {
  const latencies = createLatencies();
  const [before, began, cpu] = [run.offers, performance.now(), process.cpuUsage()];
  while (performance.now() - began < seconds * 1_000) {
    run.at += 2;
    for (const { ms, decided } of cycle(run)) if (decided > 0) latencies.add(ms);
  }
  const decisionsPerS = ((run.offers - before) / (performance.now() - began)) * 1_000;
  const { user, system } = process.cpuUsage(cpu);
  const cpuUs = Math.round((user + system) / Math.max(1, run.offers - before));
  return { decisionsPerS: Math.round(decisionsPerS), cpuUs, ms: rounded(latencies.take()) };
}

/**
 * At a rate, with one second of a burst in the middle: how long after its event each decision is there. Time is the
 * events' own: a step begins when its event comes or the one before is done, and lasts what it really costs.
 */
export function openLoop(
  run: Run,
  { rate, burst, seconds }: { rate: number; burst: number; seconds: number },
) {
  const latencies = createLatencies();
  let done = 0;
  let cost = 0;
  const burstAt = (seconds / 2) * 1_000;
  for (let comes = 0; comes < seconds * 1_000;) {
    const isBurst = comes >= burstAt && comes < burstAt + 1_000;
    const gap = 1_000 / (isBurst ? burst : rate);
    run.at += gap;
    for (const { ms, decided } of cycle(run)) {
      done = Math.max(done, comes) + ms;
      cost += ms;
      if (decided > 0) latencies.add(done - comes);
    }
    comes += gap;
  }
  return { ms: rounded(latencies.take()), busy: Math.round((cost / (seconds * 1_000)) * 1_000) / 1_000 };
}

const rounded = <T extends Record<string, number>>(values: T): T =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, Math.round(value * 1_000) / 1_000]),
  ) as T;
