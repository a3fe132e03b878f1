import { setTimeout as pause } from "node:timers/promises";

import { arrivalsOf, createAttempts } from "./attempt.ts";
import type { Keep } from "./keep.ts";
import type { LaneContext } from "../lane-context.ts";
import { NotTaken, type Ticket } from "../lane/ticket.ts";

export type BatchRunner = {
  /** Every ticket is settled or failed when this returns. `storeOnly`: decide later. */
  readonly run: (tickets: readonly Ticket[], storeOnly: boolean) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** Where messages go that a batch cannot take in. By default they are stored as they came, for the slow path. */
export type Elsewhere = {
  /** Those whose conversation somebody else holds locked. */
  readonly locked?: Keep;
  /** Those that cannot be written. */
  readonly refused?: Keep;
};

/** A batch that lost its race more often is taken apart. */
const RACES_MAX = 2;
/** How long a message waits for the database to come back before the platform is asked to try again. */
const RETRY_MS_MAX = 3_000;
/** Between two tries: a database that refuses at once is not to be stormed, nor this process kept busy. */
const RETRY_EVERY_MS = 50;

/** Takes batches in, whatever goes wrong: one message's trouble stays that message's. */
export function createBatchRunner(context: LaneContext, elsewhere: Elsewhere = {}): BatchRunner {
  const { store, clock, watch } = context;
  const attempts = createAttempts(context);
  const { locked = attempts.storeOnly, refused = attempts.storeOnly } = elsewhere;

  async function run(tickets: readonly Ticket[], races = 0): Promise<void> {
    try {
      await (races === 0 ? attempts.plain(tickets) : attempts.locked(tickets));
    } catch (error) {
      const failure = store.failureOf(error);
      watch.failed(failure, tickets.length, error);
      switch (failure) {
        case "raced":
          return races < RACES_MAX ? run(tickets, races + 1) : apart(tickets, "raced", error);
        case "locked":
          return setAside(tickets);
        case "poison":
          return apart(tickets, "poison", error);
        case "unreachable":
          return again(tickets);
      }
    }
  }

  /** Halves in order, until the one message that harms is alone. */
  async function apart(tickets: readonly Ticket[], why: string, error: unknown): Promise<void> {
    if (tickets.length === 1) return refused(tickets, why, error);
    const middle = Math.ceil(tickets.length / 2);
    await run(tickets.slice(0, middle));
    await run(tickets.slice(middle));
  }

  async function setAside(tickets: readonly Ticket[]): Promise<void> {
    const busy = await store.busy(arrivalsOf(tickets)).catch(() => new Set());
    const held = tickets.filter((ticket) => busy.has(ticket.arrival));
    const free = tickets.filter((ticket) => !busy.has(ticket.arrival));
    // Nobody holds a conversation: it was let go just now, or a whole table is locked.
    if (held.length === 0) return again(tickets);
    await locked(held, "locked");
    if (free.length > 0) await run(free);
  }

  /** The connection was lost, perhaps in the middle of the commit: the keys tell which, when it is run again. */
  async function again(tickets: readonly Ticket[]): Promise<void> {
    const now = clock();
    const isLate = (ticket: Ticket): boolean => now - ticket.arrival.at > RETRY_MS_MAX;
    for (const ticket of tickets.filter(isLate)) ticket.fail(new NotTaken("unreachable"));
    const rest = tickets.filter((ticket) => !isLate(ticket));
    if (rest.length === 0) return;
    await pause(RETRY_EVERY_MS);
    await run(rest);
  }

  return {
    run: (tickets, storeOnly) => (storeOnly ? attempts.storeOnly(tickets, "overload") : run(tickets)),
    close: attempts.close,
  };
}
