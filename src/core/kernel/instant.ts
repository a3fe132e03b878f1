/** A moment: milliseconds since 1970-01-01T00:00Z, as every clock port gives it. */
export type Instant = number;

/** Where time comes from; an argument everywhere, so that a test can be its own clock. */
export type Clock = () => Instant;

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
