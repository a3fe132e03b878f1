/** What is wrong with a row, in words. */
export type RowProblem = {
  readonly row: number;
  readonly column: string;
  readonly value?: string | undefined;
  readonly what: string;
};

/** As a call names them. */
export const columnsWord = (columns: readonly (string | null)[]): string =>
  columns.map((field) => field ?? "").join(",");
