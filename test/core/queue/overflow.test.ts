import { describe, expect, it } from "@jest/globals";

import { overflowProblem, type Overflowing } from "../../../src/core/queue/overflow.ts";

const queue = (id: string, overflowTo = "ticket", more: Partial<Overflowing> = {}): Overflowing => ({
  id,
  name: `queue ${id}`,
  groupId: "site",
  state: "active",
  overflowTo,
  ...more,
});

describe("where those go who have waited too long", () => {
  it.each<[string, readonly Overflowing[], string, object | undefined]>([
    ["may leave a message", [queue("a")], "ticket", undefined],
    ["may be a queue that sends nobody on", [queue("a"), queue("b")], "b", undefined],
    ["may be a chain that ends", [queue("a"), queue("b", "c"), queue("c")], "b", undefined],
    [
      "is no queue that is closed",
      [queue("a"), queue("b", "ticket", { state: "closed" })],
      "b",
      { code: "overflow_gone" },
    ],
    ["is no queue that is not there", [queue("a")], "b", { code: "overflow_gone" }],
    [
      "is no queue of another floor",
      [queue("a"), queue("b", "ticket", { groupId: "elsewhere" })],
      "b",
      { code: "overflow_elsewhere" },
    ],
    [
      "is never the queue itself",
      [queue("a")],
      "a",
      { code: "overflow_circle", queues: ["queue a", "queue a"] },
    ],
    [
      "never leads back",
      [queue("a"), queue("b", "c"), queue("c", "a")],
      "b",
      { code: "overflow_circle", queues: ["queue a", "queue b", "queue c", "queue a"] },
    ],
    [
      "bears a circle of others, in which it is not",
      [queue("a"), queue("b", "c"), queue("c", "b")],
      "b",
      undefined,
    ],
  ])("%s", (_, queues, to, expected) => {
    expect(overflowProblem(queues, queue("a"), to)).toEqual(expected);
  });
});
