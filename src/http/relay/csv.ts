/** A spreadsheet calculates what begins so (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r]/;
/** By which spreadsheets know that it is UTF-8. */
const MARK = "\uFEFF";

/** A table as RFC 4180 has it; what a spreadsheet would calculate is a text. */
export const csv = (rows: readonly (readonly string[])[]): string =>
  MARK + rows.map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";

const cell = (text: string): string => `"${(FORMULA.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
