import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { play } from "../../../scripts/scenarios/play.ts";
import { openWorld } from "../../../src/core/assignment/engine/open.ts";
import { step } from "../../../src/core/assignment/engine/step.ts";
import { interleave, nightsBefore, othersBefore } from "../../../src/core/assignment/order/overnight.ts";
import { countAhead } from "../../../src/core/assignment/waiting/ahead.ts";
import { createReader } from "../../../scripts/scenarios/events.ts";
import { ms, openingOf } from "../../../scripts/scenarios/opening.ts";
import type { Scenario } from "../../../scripts/scenarios/file.ts";

const morning = fc.record({
  oneIn: fc.integer({ min: 2, max: 5 }),
  lives: fc.integer({ min: 0, max: 14 }),
  nights: fc.integer({ min: 0, max: 14 }),
});
type Morning = { readonly oneIn: number; readonly lives: number; readonly nights: number };

const named = (prefix: string, count: number) => Array.from({ length: count }, (_, nr) => `${prefix}${nr}`);

/** All wait as somebody comes who takes one after the other. */
function opening({ oneIn, lives, nights }: Morning): Scenario {
  const arrivals = [
    ...named("live", lives).map((contact, nr) => ({ t: nr, ev: "enqueue", contact, queue: "q" })),
    // Who asked last was promised first: the promise counts.
    ...named("night", nights).map((contact, nr) => ({
      t: 50 - nr,
      ev: "enqueue",
      contact,
      queue: "q",
      promised: 1_000 + nr,
    })),
  ];
  const all = arrivals.map(({ contact }) => contact);
  return {
    id: "morning",
    config: {
      queues: [{ id: "q", overnight_one_in: oneIn, auto_accept: true }],
      agents: [{ id: "A", state: "break" }],
    },
    events: [
      ...arrivals.toSorted((one, other) => one.t - other.t),
      { t: 60, ev: "agent", agent: "A", state: "ready" },
      // Whichever is hers ends; of the others nothing can.
      ...all.flatMap((_, turn) => all.map((contact) => ({ t: 61 + turn, ev: "end", contact }))),
    ],
    until: 61 + all.length,
  };
}

const given = (scenario: Scenario): readonly string[] =>
  play(scenario).flatMap((line) => (line.ev === "offer" ? [String(line["contact"])] : []));

describe("at opening, those of the night and those of now", () => {
  it("take turns: of n in a row while both wait one is of the night, and each side keeps its order", () => {
    fc.assert(
      fc.property(morning, (house) => {
        const { oneIn, lives, nights } = house;
        const order = given(opening(house));
        expect(order.filter((name) => name.startsWith("live"))).toEqual(named("live", lives));
        expect(order.filter((name) => name.startsWith("night"))).toEqual(named("night", nights));
        const lastOfBoth = Math.min(
          order.findLastIndex((name) => name.startsWith("live")),
          order.findLastIndex((name) => name.startsWith("night")),
        );
        for (let from = 0; from + oneIn - 1 <= lastOfBoth; from += 1) {
          const ofNight = order.slice(from, from + oneIn).filter((name) => name.startsWith("night"));
          expect(ofNight).toHaveLength(1);
        }
      }),
    );
  });

  it("stand in the line that is told, whoever counts it", () => {
    fc.assert(
      fc.property(morning, (house) => {
        const { oneIn, lives, nights } = house;
        const turns = { oneIn, since: Infinity };
        const line = interleave(named("live", lives), named("night", nights), turns);
        expect(line).toEqual(given(opening(house)));
        line.forEach((name, place) => {
          const own = Number(name.replace(/\D+/, ""));
          const others = name.startsWith("live")
            ? Math.min(nights, nightsBefore(own, turns))
            : Math.min(lives, othersBefore(own, turns));
          expect(own + others).toBe(place);
        });
        expect(aheadOf(opening(house), line)).toEqual(line.map((_, place) => place));
      }),
    );
  });

  it("wait for nobody where only one kind is there", () => {
    expect(given(opening({ oneIn: 3, lives: 0, nights: 4 }))).toEqual(named("night", 4));
    expect(given(opening({ oneIn: 3, lives: 4, nights: 0 }))).toEqual(named("live", 4));
  });
});

function aheadOf(scenario: Scenario, names: readonly string[]): readonly number[] {
  const world = openWorld(openingOf(scenario));
  const read = createReader(scenario);
  for (const event of scenario.events.filter(({ t }) => t < 60))
    step(world, [read(event) ?? []].flat(), ms(event.t));
  return names.map((name) => {
    const contact = world.contacts.get(name);
    return contact === undefined ? -1 : countAhead(contact);
  });
}
