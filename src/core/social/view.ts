/**
 * Lists of threads: what waits, what waits for a second pair of eyes, answers that nobody knows of, what is over, and of
 * that what was solved in private since (closing).
 */
export const VIEWS = ["waiting", "approval", "doubt", "answered", "closing", "dismissed", "counted"] as const;
export type View = (typeof VIEWS)[number];
