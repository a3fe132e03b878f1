import type { Arrival } from "../../ports.ts";
import { createBatchRunner } from "../batch/batch.ts";
import type { LaneContext } from "../lane-context.ts";
import { createPace } from "./pace.ts";
import { createParking } from "./parking.ts";
import { type Answer, createTicket, NotTaken, type Ticket } from "./ticket.ts";

/** What one commit takes at most: about 5 ms of the event loop. */
const BATCH_MAX = 200;
/** Beyond this nothing is accepted: the platform's own redelivery is the longer queue. */
const QUEUE_MAX = 20_000;
/** When the queue would take longer than this, messages are stored first and decided on later. */
const QUEUE_MS_MAX = 3_000;

/** One queue, one connection, one batch at a time: the order of a fan's messages is the order of this queue. */
export type Lane = {
  /** Rejects with NotTaken where nothing was stored. */
  readonly accept: (arrival: Arrival) => Promise<Answer>;
  readonly waiting: () => number;
  /** Takes nothing new, finishes what is queued, then writes the last watermark. */
  readonly drain: () => Promise<void>;
};

/** `aside` takes the fans whose conversation somebody else holds locked, so that all others go on. */
export function createLane(context: LaneContext, aside?: Lane): Lane {
  const queue: Ticket[] = [];
  const inFlight = new Map<string, Ticket>();
  const worker = createWorker(context, queue, aside);
  let stopping = false;

  return {
    accept(arrival) {
      const same = inFlight.get(arrival.key);
      if (same !== undefined) {
        same.holders += 1;
        return same.answer;
      }
      if (stopping) return Promise.reject(new NotTaken("stopping"));
      if (queue.length >= QUEUE_MAX) return Promise.reject(new NotTaken("overloaded"));
      const ticket = createTicket(arrival);
      inFlight.set(arrival.key, ticket);
      const forget = (): void => void inFlight.delete(arrival.key);
      ticket.answer.then(forget, forget);
      queue.push(ticket);
      context.crash("take_in.accepted");
      worker.wake();
      return ticket.answer;
    },
    waiting: () => queue.length,
    async drain() {
      stopping = true;
      await worker.finish();
    },
  };
}

/** Empties the queue, batch by batch. No timer: while one batch is in the database, the next one collects. */
function createWorker(context: LaneContext, queue: Ticket[], aside: Lane | undefined) {
  const parking = aside && createParking(aside.accept);
  const runner = createBatchRunner(
    context,
    parking === undefined ? {} : { locked: async (tickets) => tickets.forEach(parking.park) },
  );
  const pace = createPace(BATCH_MAX);
  let running: Promise<void> | undefined;

  /** The next batch, in order, without the fans who are parked. */
  function take(): Ticket[] {
    return queue.splice(0, BATCH_MAX).filter((ticket) => {
      if (parking?.holds(ticket) !== true) return true;
      parking.park(ticket);
      return false;
    });
  }

  async function runBatch(batch: readonly Ticket[], overloaded: boolean): Promise<void> {
    const began = context.stopwatch();
    await runner.run(batch, overloaded).catch((error: unknown) => {
      context.watch.trouble("batch", error);
      for (const ticket of batch) ticket.fail(new NotTaken("unstorable"));
    });
    const took = context.stopwatch() - began;
    pace.took(took);
    context.watch.batch(batch.length, took);
  }

  async function run(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    while (queue.length > 0) {
      const overloaded = pace.msFor(queue.length) > QUEUE_MS_MAX;
      const batch = take();
      if (batch.length > 0) await runBatch(batch, overloaded);
    }
    running = undefined;
  }

  return {
    wake: () => void (running ??= run()),
    async finish() {
      while (running !== undefined) await running;
      await runner.close();
    },
  };
}
