import { describe, expect, it } from "@jest/globals";

import type { ContactEvent } from "../../../src/core/contact/event.ts";
import { chainOf } from "../../../src/core/seating/passing/chain.ts";
import { chainText } from "../../../src/text/assignment/chain-text.ts";

const lived = (...events: readonly [at: number, event: ContactEvent][]) =>
  events.map(([at, event]) => ({ at, event }));
const accepted = (staff: string, mode: "accepted" | "recalled" = "accepted"): ContactEvent => ({
  code: "accepted",
  staff,
  session: `seat of ${staff}`,
  mode,
});
const note = (seq: number, staff: string): ContactEvent => ({ code: "note_added", seq, staff });
const words = (events: Parameters<typeof chainOf>[0]): readonly string[] =>
  chainOf(events).map((step) => chainText("en", step, (id) => id));

describe("the chain of transfers", () => {
  it("is empty while nobody has passed her on, whatever else was queued, noted and accepted", () => {
    expect(
      chainOf(lived([1, { code: "queued", reason: "asked" }], [2, accepted("lin")], [3, note(4, "lin")])),
    ).toEqual([]);
  });

  it("tells who sent her where with which note, and who took her then", () => {
    const events = lived(
      [1, accepted("lin")],
      [3, note(2, "lin")],
      [5, note(7, "lin")],
      [5, { code: "queued", reason: "transferred", sender: "lin", from: "A", queue: "B" }],
      [9, accepted("wang")],
    );
    expect(chainOf(events)).toEqual([
      { at: 5, how: "queue", sender: "lin", from: "A", to: "B", note: 7, taker: "wang" },
    ]);
    expect(words(events)).toEqual(["lin passed it on from A to B. wang took it."]);
  });

  it("takes no note for the reason that was written at another time", () => {
    const queued = { code: "queued", reason: "transferred", sender: "lin", from: "A", queue: "B" } as const;
    expect(chainOf(lived([3, note(2, "lin")], [5, queued]))).toEqual([
      { at: 5, how: "queue", sender: "lin", from: "A", to: "B" },
    ]);
  });

  it("tells what came back and whose fault that was, and what was taken back", () => {
    expect(
      words(
        lived(
          [1, { code: "queued", reason: "transferred", sender: "lin", from: "A", queue: "B" }],
          [2, accepted("wang")],
          [
            3,
            {
              code: "queued",
              reason: "bounced",
              sender: "wang",
              misrouted: "lin",
              queue: "A",
              why: "language",
            },
          ],
          [4, accepted("lin")],
          [5, { code: "queued", reason: "transferred", sender: "lin", from: "A", to: "wang" }],
          [6, accepted("lin", "recalled")],
          [7, { code: "queued", reason: "transferred", sender: "lin", from: "A", returned: true }],
        ),
      ),
    ).toEqual([
      "lin passed it on from A to B. wang took it.",
      "wang sent it back to A: language. lin had sent it wrong. lin took it.",
      "lin passed it on to wang.",
      "lin took it back.",
      "lin passed it on to a colleague who could not take it; it waited in its queue.",
    ]);
  });

  it("tells of a colleague who is asked what she has said, and who is the sender of the next", () => {
    const asked = (staff: string): ContactEvent => ({
      code: "pass_offered",
      offer: staff,
      staff,
      session: "s",
      until: 99,
      from: "A",
    });
    expect(
      words(
        lived(
          [1, accepted("lin")],
          [2, asked("wang")],
          [3, { code: "pass_ended", offer: "wang", staff: "wang", outcome: "rejected" }],
          [4, asked("zhao")],
          [5, { code: "passed", offer: "zhao", staff: "zhao", session: "s", mode: "accepted" }],
          [6, asked("wang")],
        ),
      ),
    ).toEqual([
      "lin asked wang to take it over: declined.",
      "lin asked zhao to take it over: taken over.",
      "zhao asked wang to take it over: not answered yet.",
    ]);
  });
});
