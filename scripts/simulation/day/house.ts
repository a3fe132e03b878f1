import { openWorld, type Opening } from "../../../src/core/assignment/engine/open.ts";
import type { Decision } from "../../../src/core/assignment/live/decision.ts";
import type { FloorEvent } from "../../../src/core/assignment/live/event.ts";
import type { LiveWorld } from "../../../src/core/assignment/live/world.ts";
import { createHeap, type Heap } from "../../../src/core/assignment/order/heap.ts";
import type { Instant } from "../../../src/core/kernel/instant.ts";
import { createDice, type Dice } from "./dice.ts";
import { floorBy } from "./floor.ts";

/** The engine's door, or one that was doctored to see whether the sim would notice. */
export type Step = (world: LiveWorld, events: readonly FloorEvent[], at: Instant) => readonly Decision[];

/** What was told to the engine at once: the form in which a run can be played again. Without an event time passed. */
export type Moment = { readonly at: Instant; readonly event?: FloorEvent | undefined };

/** Somebody's next deed; what it is she decides when it is time, by how things stand then. */
export type Planned = {
  readonly at: Instant;
  readonly nr: number;
  readonly deed: (at: Instant) => FloorEvent | undefined;
};

export type House = {
  readonly opening: Opening;
  readonly world: LiveWorld;
  readonly queueIds: readonly string[];
  readonly dice: Dice;
  readonly agenda: Heap<Planned>;
  readonly plan: (at: Instant, deed: Planned["deed"]) => void;
  /** With so many on the floor nobody comes. */
  readonly openMax: number;
  /** Contacts that came so far. */
  came: number;
  /** No fan comes any more, nobody turns anything: whatever waits must come to an end. */
  isClosing: boolean;
};

const OPEN_MAX = [6, 60] as const;

export function openHouse(seed: number): House {
  const dice = createDice(seed);
  const opening = floorBy(dice);
  const agenda = createHeap<Planned>((one, other) => one.at - other.at || one.nr - other.nr);
  let nr = 0;
  return {
    opening,
    world: openWorld(opening),
    queueIds: opening.queues.map(({ id }) => id),
    dice,
    agenda,
    plan(at, deed) {
      nr += 1;
      agenda.push({ at, nr, deed });
    },
    openMax: dice.between(...OPEN_MAX),
    came: 0,
    isClosing: false,
  };
}
