import type { Known } from "../../ports.ts";
import { createKeeper, type Keep } from "./keep.ts";
import { createStoredOrder, type LaneContext } from "../lane-context.ts";
import { planBatch } from "./plan.ts";
import type { Planned } from "./planned.ts";
import { createHandReplies } from "../reply/replies.ts";
import type { Ticket } from "../lane/ticket.ts";
import { createWatermark } from "../reply/watermark.ts";

/** The ways to take a batch in. Each throws where the database refuses, and has then changed nothing. */
export type Attempts = {
  readonly plain: (tickets: readonly Ticket[]) => Promise<void>;
  /** With the conversations locked before they are read: who holds the lock cannot lose the race. */
  readonly locked: (tickets: readonly Ticket[]) => Promise<void>;
  /** As they came, undecided, for the slow path. Never throws. */
  readonly storeOnly: Keep;
  readonly close: () => Promise<void>;
};

export function createAttempts(context: LaneContext): Attempts {
  const { store, clock, crash, ids, deskOf, relayOf, floor, passiveMs } = context;
  const watermark = createWatermark(context);
  const hand = createHandReplies(context, watermark);
  const storedOrder = createStoredOrder(clock);
  let batch = 0;
  const nextBatch = (): number => (batch += 1);

  function plan(tickets: readonly Ticket[], known: readonly Known[]): Planned {
    return planBatch(arrivalsOf(tickets), known, {
      at: clock(),
      laneId: store.laneId,
      batch: nextBatch(),
      settled: watermark.settled(),
      passive: passiveMs > 0,
      ids,
      deskOf,
      relayOf,
      floor: floor(),
      storedOrder,
    });
  }

  return {
    async plain(tickets) {
      const known = await store.read(arrivalsOf(tickets));
      crash("take_in.read");
      const planned = plan(tickets, known);
      if (planned.write.inbox.length > 0) await store.write(planned.write);
      crash("take_in.written");
      await hand(tickets, planned);
    },
    async locked(tickets) {
      const planned = await store.rewrite(arrivalsOf(tickets), (known) => plan(tickets, known));
      crash("take_in.written");
      await hand(tickets, planned);
    },
    storeOnly: createKeeper(context, { nextBatch, storedOrder, settled: watermark.settled, hand }),
    close: watermark.close,
  };
}

export const arrivalsOf = (tickets: readonly Ticket[]) => tickets.map((ticket) => ticket.arrival);
