import { DEAD_LETTER } from "../../core/contact/hear.ts";
import type { PlatformAdapter } from "../../core/channel/adapter.ts";
import type { InboundMessage } from "../../core/channel/message.ts";
import type { Arrival, StoredMessage, StoredMessages } from "../ports.ts";
import { arrivalOf } from "./arrival.ts";
import { createBatchRunner } from "./batch/batch.ts";
import type { Keep } from "./batch/keep.ts";
import type { LaneContext } from "./lane-context.ts";
import { createTicket, type Ticket } from "./lane/ticket.ts";

const CLAIM_MAX = 100;
/** After so many tries a person is told that there was a message, and the next one gets its turn. */
const ATTEMPTS_MAX = 5;
const BACKOFF_MS = 1_000;
const BACKOFF_DOUBLINGS_MAX = 12;

/** Takes stored messages in, one at a time per fan, in their order. Its answers leave by the send loop. */
export function createSlowPath(
  context: LaneContext,
  stored: StoredMessages,
  adapterOf: (accountId: string) => PlatformAdapter | undefined,
): { readonly round: () => Promise<number>; readonly close: () => Promise<void> } {
  const { watch, crash } = context;
  const attempts = new Map<string, number>();

  /** A message is to blame for what PostgreSQL refuses, not for a lock that somebody else holds. */
  const later =
    (blameless: boolean): Keep =>
    async (tickets, why, cause) => {
      for (const { arrival, settle } of tickets) {
        const tries = attempts.get(arrival.key) ?? 1;
        watch.postponed(arrival, why, cause);
        await stored.postpone(
          arrival.key,
          BACKOFF_MS * 2 ** Math.min(tries, BACKOFF_DOUBLINGS_MAX),
          blameless,
        );
        settle({ kind: "silent" });
      }
    };
  const runner = createBatchRunner(context, { locked: later(true), refused: later(false) });

  async function round(): Promise<number> {
    const messages = await stored.claim(CLAIM_MAX);
    crash("slow.claimed");
    attempts.clear();
    for (const message of messages) attempts.set(message.key, message.attempts);
    const tickets = messages.map((message) => ticketOf(message, adapterOf(message.accountId)));
    // Listened to before any can fail: a failure that nobody hears ends the process.
    const answered = Promise.allSettled(tickets.map((ticket) => ticket.answer));
    if (tickets.length > 0) await runner.run(tickets, false);
    crash("slow.written");
    await answered;
    return messages.length;
  }

  return { round, close: () => runner.close() };
}

function ticketOf(message: StoredMessage, adapter: PlatformAdapter | undefined): Ticket {
  return createTicket(message.attempts > ATTEMPTS_MAX ? deadLetter(message) : reread(message, adapter));
}

/** Decoded as at the door; what cannot be decoded any more is a dead letter at once. */
function reread(message: StoredMessage, adapter: PlatformAdapter | undefined): Arrival {
  const { accountId, raw, at, key } = message;
  const door = { accountId, requestId: key, raw, at };
  try {
    const arrivals = adapter?.reread(raw, at).map((one) => arrivalOf(door, one));
    return arrivals?.find((arrival) => arrival.key === key) ?? deadLetter(message);
  } catch {
    return deadLetter(message);
  }
}

function deadLetter({ key, accountId, sender, raw, at }: StoredMessage): Arrival {
  const message: InboundMessage = {
    keyParts: [],
    sender,
    receiver: "",
    sentAt: at,
    origin: "fan",
    content: DEAD_LETTER,
  };
  return { key, accountId, requestId: key, at, raw, message };
}
