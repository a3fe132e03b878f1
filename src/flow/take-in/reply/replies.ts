import type { Reclaimed } from "../../ports.ts";
import type { LaneContext } from "../lane-context.ts";
import type { Planned, Reply } from "../batch/planned.ts";
import type { Answer, Ticket } from "../lane/ticket.ts";
import type { Watermark } from "./watermark.ts";

/** Gives every ticket of a committed batch its answer; asks the database for those of redeliveries. */
export type HandReplies = (tickets: readonly Ticket[], planned: Planned) => Promise<void>;

type Context = Pick<LaneContext, "store" | "watch" | "passiveMs">;

export function createHandReplies(context: Context, watermark: Watermark): HandReplies {
  const { store, watch, passiveMs } = context;

  return async (tickets, { write: { batch }, results }) => {
    const again = tickets.filter((_, index) => results[index]?.state === "again");
    const redeliveries = again.map((ticket) => ticket.arrival);
    const reclaimed = again.length === 0 ? [] : await store.reclaim(redeliveries, { batch, passiveMs });
    const byKey = new Map(reclaimed.map((one) => [one.key, one]));
    watermark.begin(batch, count(results, (one) => one.say) + count(reclaimed, (one) => one.reply));

    tickets.forEach((ticket, index) => {
      const result = results[index];
      if (result === undefined) return;
      const redelivered: Reclaimed | undefined = byKey.get(ticket.arrival.key);
      const reply = result.say ?? redelivered?.reply;
      // Those that joined while it was under way are deliveries, too.
      const deliveries = (redelivered?.deliveries ?? 1) + ticket.holders - 1;
      const said = reply && { reply, batch, deliveries };
      ticket.settle(said === undefined ? { kind: "silent" } : sayOf(said, ticket, context, watermark));
      if (result.state === "stored") watch.stored(ticket.arrival, result.rule, result.error);
      else watch.taken(ticket.arrival, result);
    });
  };
}

const count = <T>(all: readonly T[], has: (one: T) => unknown): number =>
  all.filter((one) => has(one) !== undefined).length;

/** One reply, perhaps asked for by several deliveries at once: it leaves once, and counts once. */
function sayOf(
  said: { readonly reply: Reply; readonly batch: number; readonly deliveries: number },
  ticket: Ticket,
  { store, watch }: Context,
  watermark: Watermark,
): Answer {
  const { reply, batch, deliveries } = said;
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
      await store
        .returned({ ...reply, batch }, as)
        .catch((error: unknown) => watch.trouble("returned", error));
      close(as);
    },
  };
}
