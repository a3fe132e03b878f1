import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { createDepartures } from "../../../src/flow/take-in/reply/departures.ts";

/** Batches with so many replies each, and the order in which these leave, as indexes into what is still there. */
const story = fc.array(fc.record({ replies: fc.nat(3), leave: fc.array(fc.nat(), { maxLength: 4 }) }), {
  maxLength: 30,
});

describe("createDepartures", () => {
  it("settles at the last batch up to which all replies have left", () => {
    fc.assert(
      fc.property(story, (steps) => {
        const departures = createDepartures();
        const open: number[] = [];
        for (const [index, { replies, leave }] of steps.entries()) {
          const batch = index + 1;
          departures.begin(batch, replies);
          open.push(...Array.from({ length: replies }, () => batch));
          for (const which of leave) {
            const [gone] = open.splice(which % Math.max(1, open.length), 1);
            if (gone !== undefined) departures.left(gone);
          }
          expect(departures.settled()).toBe(Math.min(batch, ...open.map((one) => one - 1)));
          expect(departures.outstanding()).toBe(new Set(open).size);
        }
      }),
    );
  });

  it("counts a batch as left that never began, once a later one has", () => {
    const departures = createDepartures();
    departures.begin(1, 1);
    departures.left(1);
    // 2 and 3 were taken back by the database.
    departures.begin(4, 1);
    expect(departures.settled()).toBe(3);
    departures.left(4);
    expect(departures.settled()).toBe(4);
  });
});
