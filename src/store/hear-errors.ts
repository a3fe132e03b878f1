import type pg from "pg";

/**
 * Whoever borrows a connection hears its errors from the next tick on. One that is cut in the very chunk of bytes in
 * which it became ready would find nobody, and end the process: so each has a listener from its birth. What was asked
 * on it rejects, and the pool gives it to nobody else.
 */
export const hearErrors = (client: pg.ClientBase): void => void client.on("error", () => undefined);
