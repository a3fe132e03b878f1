import { describe, expect, it } from "@jest/globals";

import { csvOf } from "../../src/core/table/csv.ts";

describe("a table as a file", () => {
  it("has no cell that a spreadsheet would calculate, and numbers that are numbers", () => {
    expect(csvOf([["a,b", 'say "so"', "@x", "＝1", "'=2", -3]])).toBe(
      '\uFEFF"a,b","say ""so""","\'@x","\'＝1","\'\'=2",-3\r\n',
    );
  });
});
