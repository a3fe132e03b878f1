import type { Reclaimed } from "../../ports.ts";
import type { LaneContext } from "../lane-context.ts";
import type { Planned, Reply } from "../batch/planned.ts";
import { type Answer, DELIVERIES_MAX, type Ticket } from "../lane/ticket.ts";
import type { Watermark } from "./watermark.ts";

/** Gives every ticket of a committed batch its answer; asks the database for those of redeliveries. */
export type HandReplies = (tickets: readonly Ticket[], planned: Planned) => Promise<void>;

type Context = Pick<LaneContext, "store" | "watch" | "passiveMs">;

export function createHandReplies(context: Context, watermark: Watermark): HandReplies {
  const { store, watch, passiveMs } = context;

  return async (tickets, { write: { batch }, results }) => {
    const again = tickets.filter((_, index) => results[index]?.state === "again");
    const keys = again.map((ticket) => ticket.arrival.key);
    const reclaimed = keys.length === 0 ? [] : await store.reclaim(keys, { batch, passiveMs });
    const byKey = new Map(reclaimed.map((one) => [one.key, one]));
    watermark.begin(batch, count(results, (one) => one.say) + count(reclaimed, (one) => one.reply));

    tickets.forEach((ticket, index) => {
      const result = results[index];
      if (result === undefined) return;
      const redelivered: Reclaimed | undefined = byKey.get(ticket.arrival.key);
      const reply = result.say ?? redelivered?.reply;
      const mayBeOut = redelivered?.reply?.mayBeOut ?? false;
      // Those that joined while it was under way are deliveries, too.
      const deliveries = (redelivered?.deliveries ?? 1) + ticket.holders - 1;
      const said = reply && { reply, batch, deliveries, mayBeOut };
      const { relay } = result;
      const silent: Answer = relay === undefined ? { kind: "silent" } : { kind: "silent", relay };
      ticket.settle(said === undefined ? silent : sayOf(said, ticket, context, watermark));
      if (result.state === "stored") watch.stored(ticket.arrival, result.rule, result.error);
      else watch.taken(ticket.arrival, result);
    });
  };
}

const count = <T>(all: readonly T[], has: (one: T) => unknown): number =>
  all.filter((one) => has(one) !== undefined).length;

/** One reply, perhaps asked for by several deliveries at once: it leaves once, and counts once. */
function sayOf(
  said: {
    readonly reply: Reply;
    readonly batch: number;
    readonly deliveries: number;
    readonly mayBeOut: boolean;
  },
  ticket: Ticket,
  { store, watch }: Context,
  watermark: Watermark,
): Answer {
  const { reply, batch, deliveries, mayBeOut } = said;
  let open = true;
  const close = (how: "left" | "queued" | "unknown"): void => {
    watch.replied(how);
    watermark.left(batch);
  };
  return {
    kind: "say",
    said: reply.said,
    at: reply.at,
    deliveries,
    left() {
      ticket.holders -= 1;
      if (!open) return;
      open = false;
      close("left");
    },
    async returned(as) {
      ticket.holders -= 1;
      if (!open || ticket.holders > 0) return;
      open = false;
      const end = as === "queued" && mayBeOut ? endOf(deliveries) : as;
      if (end !== "left") {
        await store
          .returned({ ...reply, batch }, end)
          .catch((error: unknown) => watch.trouble("returned", error));
      }
      close(end);
    },
  };
}

/**
 * This delivery's socket carried nothing, but one before may have: it is never queued to be sent. Either the platform asks
 * again, or it has the answer; after its last delivery nobody knows.
 */
const endOf = (deliveries: number): "left" | "unknown" => (deliveries < DELIVERIES_MAX ? "left" : "unknown");
