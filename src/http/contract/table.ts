import { z } from "zod";

/** What calls that are given a table have in common. */

const COLUMNS_CHARACTERS_MAX = 2_000;

export const TABLE_QUERY = {
  columns: z.string().max(COLUMNS_CHARACTERS_MAX).optional(),
  /** What a file is whose bytes are text; a workbook says itself that it is one. */
  text: z.enum(["csv", "yaml"]).default("csv"),
};

export const TABLE_ANSWER = {
  /** The sheet that was read: the first with anything in it. */
  sheet: z.string().nullable(),
  header: z.array(z.string()),
  rows: z.int(),
  /** Cells with formulas: the value is taken that was there when the file was saved. */
  formulas: z.int(),
};
