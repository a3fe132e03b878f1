import { startLoop } from "../loop.ts";
import type { Exchange, Exchanges } from "./ports.ts";

const EVERY_MS = 1_000;
const BATCH_MAX = 200;
/** Beyond this the report loses, never the fans. */
const QUEUE_MAX = 5_000;

/** Writes exchanges down behind the answers, many at once. */
export function createKeeping(options: {
  readonly exchanges: Exchanges;
  readonly dropped: (accountId: string) => void;
  readonly onError: (error: unknown) => void;
}): {
  readonly keep: (exchange: Exchange) => void;
  readonly of: Exchanges["of"];
  readonly stop: () => Promise<void>;
} {
  const { exchanges, dropped, onError } = options;
  const queue = new Map<string, Exchange>();

  async function round(): Promise<number> {
    const batch = [...queue.values()].slice(0, BATCH_MAX);
    if (batch.length === 0) return 0;
    await exchanges.keep(batch);
    for (const { key } of batch) queue.delete(key);
    return batch.length;
  }

  const loop = startLoop({ everyMs: EVERY_MS, round, onError });
  return {
    keep(exchange) {
      if (queue.size >= QUEUE_MAX) dropped(exchange.accountId);
      else if (!queue.has(exchange.key)) queue.set(exchange.key, exchange);
      if (queue.size >= BATCH_MAX) loop.wake();
    },
    async of(key) {
      const waiting = queue.get(key);
      if (waiting === undefined) return exchanges.of(key);
      const { answerer, theirs } = waiting;
      return { answerer, theirs: theirs.kind === "answered" ? theirs : undefined };
    },
    async stop() {
      await loop.stop();
      await round().catch(onError);
    },
  };
}
