import type { LaneContext } from "../lane-context.ts";
import { NotTaken, type Ticket } from "../lane/ticket.ts";
import type { HandReplies } from "../reply/replies.ts";
import type { Result } from "./planned.ts";
import { storedRow } from "./rows.ts";

/** Takes tickets off a batch's hands: each is settled or failed when it returns. */
export type Keep = (tickets: readonly Ticket[], why: string, cause?: unknown) => Promise<void>;

type Turn = {
  readonly nextBatch: () => number;
  readonly storedOrder: () => number;
  readonly settled: () => number;
  readonly hand: HandReplies;
};

const NOTHING = {
  newThreads: [],
  threads: [],
  contacts: [],
  messages: [],
  attachments: [],
  ratings: [],
  noticeAnswers: [],
  noticeReports: [],
  events: [],
} as const;

/**
 * Stores messages as they came, for the slow path. The platform may then be told that they are taken; what was
 * there already gets its answer again.
 */
export function createKeeper(context: LaneContext, turn: Turn): Keep {
  const { store, clock, watch } = context;
  return async (tickets, why, cause) => {
    try {
      const known = await store.read(tickets.map((ticket) => ticket.arrival));
      const results = tickets.map((_, index): Result =>
        known[index]?.seen === true
          ? { state: "again", rule: "seen" }
          : { state: "stored", rule: why, error: cause },
      );
      const fresh = tickets.filter((_, index) => results[index]?.state === "stored");
      const inbox = fresh.map((ticket) => storedRow(ticket.arrival, why, turn.storedOrder()));
      const place = { at: clock(), laneId: store.laneId, batch: turn.nextBatch(), settled: turn.settled() };
      const write = { ...NOTHING, ...place, inbox };
      if (inbox.length > 0) await store.write(write);
      await turn.hand(tickets, { write, results });
    } catch (error) {
      const failure = store.failureOf(error);
      watch.failed(failure, tickets.length, error);
      const reason = failure === "unreachable" ? "unreachable" : "unstorable";
      for (const ticket of tickets) ticket.fail(new NotTaken(reason));
    }
  };
}
