import type { Logger } from "pino";
import type { DataSource } from "typeorm";

import type { SeenOf } from "../../action/account/ports.ts";
import type { Bus } from "../../bus/bus.ts";
import type { Clock } from "../../core/kernel/instant.ts";
import type { SendWatch } from "../../flow/send/send.ts";
import type { Watch } from "../../flow/watch.ts";
import type { Metrics } from "../../http/metrics.ts";
import { observeFlow, observeSend, observeWebhook } from "../../http/observe.ts";
import type { WebhookWatch } from "../../http/webhook/context.ts";
import { startChecks } from "./checks.ts";
import { noteAccounts } from "./seen.ts";

/** Who hears what the door and the loops tell: counters and the log, how each account fares, checks that are open. */
export function watchAccounts(options: {
  readonly source: DataSource;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly log: Logger;
}): {
  readonly webhook: WebhookWatch;
  readonly flow: Watch;
  readonly send: SendWatch;
  readonly seenOf: SeenOf;
  readonly stop: () => Promise<void>;
} {
  const { metrics, log } = options;
  const flow = observeFlow(metrics, log);
  const seen = noteAccounts(options.clock);
  const checks = startChecks({ ...options, onError: (error) => flow.trouble("check", error) });
  return {
    webhook: checks.webhook(seen.webhook(observeWebhook(metrics, log))),
    flow: checks.flow(flow),
    send: checks.send(seen.send(observeSend(metrics, log))),
    seenOf: seen.of,
    stop: checks.stop,
  };
}
