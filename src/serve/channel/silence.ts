import type { Logger } from "pino";
import type { DataSource } from "typeorm";

import { hoursOf } from "../../core/queue/joining/joining.ts";
import { type Clock, type Instant, SECOND } from "../../core/kernel/instant.ts";
import type { Channels } from "../../flow/channels.ts";
import { startLoop } from "../../flow/loop.ts";
import { createSilence } from "../../flow/tend/silence.ts";
import type { Metrics } from "../../http/metrics.ts";
import { observeSilence } from "../../http/observe-silence.ts";
import { codeOf } from "../../http/observe.ts";
import { silenceStore } from "../../store/loop/silence.ts";

const LOOK_MS = 10 * SECOND;

/** Looks every few seconds whether all accounts are still heard of. */
export function startSilence(options: {
  readonly source: DataSource;
  readonly channels: Channels;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly log: Logger;
}): { readonly since: (accountId: string) => Instant | undefined; readonly stop: () => Promise<void> } {
  const { source, channels, clock, metrics, log } = options;
  const silence = createSilence({
    store: silenceStore(source),
    clock,
    watch: observeSilence(metrics, log),
    hoursOf(id) {
      const settings = channels.of(id)?.desk.settings;
      return settings && hoursOf(settings);
    },
  });
  const loop = startLoop({
    everyMs: LOOK_MS,
    round: () => silence.round().then(() => 0),
    onError: (error) => log.error({ what: "silence", ...codeOf(error) }, "trouble"),
  });
  return { since: (id) => silence.now().get(id), stop: loop.stop };
}
