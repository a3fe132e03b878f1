import type { Logger } from "pino";

import type { DialWatch } from "../../flow/dial/dialling.ts";
import type { Metrics } from "../../http/metrics.ts";
import { codeOf } from "../../http/observe.ts";

/** One line per try to have a customer rung: ids and codes. */
export const watchDialling = ({ tended }: Metrics, log: Logger): DialWatch => ({
  dialled({ id: dial, systemId: system, claim, failures }, outcome) {
    const code = outcome.state === "taken" ? "" : outcome.code;
    tended.labels(`dial_${outcome.state}`).inc();
    const line = { dial, system, try: claim, failures, outcome: outcome.state, code };
    log[outcome.state === "taken" ? "info" : "warn"](line, "dialled");
  },
  trouble: (what, error) => log.error({ what, ...codeOf(error) }, "trouble"),
});
