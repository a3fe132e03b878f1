import { describe, expect, it } from "@jest/globals";

import { entriesOf } from "../../bench/publish/knowledge.ts";
import { foldedOf } from "../../src/core/knowledge/writing.ts";

describe("the knowledge that the bench publishes in", () => {
  it.each([10, 1_000, 10_000])("has %i phrasings, each of which is one entry's alone", (many) => {
    const folded = entriesOf(many).flatMap(foldedOf);
    expect(folded).toHaveLength(many);
    expect(new Set(folded).size).toBe(many);
  });

  it("begins with the same entry, however much there is of it", () => {
    expect(entriesOf(10)[0]?.title).toBe(entriesOf(10_000)[0]?.title);
  });
});
