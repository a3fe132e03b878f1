import type { Bus } from "../../bus/bus.ts";
import { TOPIC } from "../../bus/topics.ts";
import type { Ids } from "../../core/kernel/id.ts";
import { type Clock, SECOND } from "../../core/kernel/instant.ts";
import { defaultSettings } from "../../core/setting/registry.ts";
import type { Channels } from "../../flow/channels.ts";
import { startLoop } from "../../flow/loop.ts";
import { createSeating } from "../../flow/seat/seating.ts";
import type { SeatingWatch } from "../../flow/seat/watch.ts";
import { createAlarm } from "../../flow/tend/alarm.ts";
import { createConnection } from "../../store/hot/connection.ts";
import { seatingStore } from "../../store/seat/seating-store.ts";
import { closeConnection } from "../loops.ts";

const POLL_MS = SECOND;
/** Whoever holds a conversation or a session has it for a few statements. */
const LOCK_MS = SECOND;
/** Offers that are written side by side. */
const WRITERS_MAX = 4;

/** Starts the loop that gives waiting fans to agents. */
export function startSeating(options: {
  readonly url: string;
  readonly channels: Pick<Channels, "of">;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly watch: SeatingWatch;
  /** It looks by itself so often, in ms, woken or not. */
  readonly pollMs?: number;
}): { readonly stop: () => Promise<void> } {
  const { url, channels, bus, clock, ids, watch, pollMs = POLL_MS } = options;
  const connect = createConnection(url, LOCK_MS);
  const more = Array.from({ length: WRITERS_MAX - 1 }, () => createConnection(url, LOCK_MS));
  const alarm = createAlarm(clock);
  const seating = createSeating({
    store: seatingStore(connect, more),
    clock,
    ids,
    publish: (topic, key) => bus.publish(TOPIC[topic], key),
    settingsOf: (accountId) => channels.of(accountId)?.desk.settings ?? defaultSettings,
    watch,
  });
  const loop = startLoop({
    everyMs: pollMs,
    async round() {
      const found = await seating.round();
      const next = seating.nextAt();
      if (next !== undefined && next < clock() + pollMs) alarm.at(next);
      return found;
    },
    onError: watch.trouble,
  });
  alarm.onRing(loop.wake);
  bus.subscribe(TOPIC.seat, loop.wake);
  return {
    async stop() {
      alarm.stop();
      await loop.stop();
      await seating.release().catch(() => undefined);
      await Promise.all([connect, ...more].map(closeConnection));
    },
  };
}
