import { neutral } from "./cells.ts";

/** By which spreadsheets know that it is UTF-8. */
const MARK = "\uFEFF";

/** A table as RFC 4180 has it; a text that a spreadsheet would calculate stays a text. */
export const csvOf = (rows: readonly (readonly (string | number)[])[]): string =>
  `${MARK}${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;

const cell = (value: string | number): string =>
  typeof value === "number" ? String(value) : `"${neutral(value).replaceAll('"', '""')}"`;
