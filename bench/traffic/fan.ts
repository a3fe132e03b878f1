/** How long an openid is, in ASCII characters. */
export const openidLength = 28;

/** Fans that wrote before the bench began: number 1 to the number filled in. The fill builds the same names in SQL. */
export const knownFan = (n: number): string => `oKnown${String(n).padStart(openidLength - 6, "0")}`;

/** A fan that nobody has heard of. */
export const newFan = (run: string, stream: number, n: number): string =>
  `oNew${run}${String(stream).padStart(4, "0")}${String(n).padStart(openidLength - 8 - run.length, "0")}`;
