import type { Logger } from "pino";

import type { RecordWatch } from "../flow/record/record.ts";
import { childrenOf, type Metrics } from "./metrics.ts";
import { codeOf } from "./observe.ts";

const MS = 1_000;

/** Counts tries to log tickets to CRMs, and writes a line for each: ids and codes. */
export function observeRecord(metrics: Metrics, log: Logger): RecordWatch {
  const recorded = childrenOf(metrics.recorded);
  return {
    recorded({ connectorId, ticketId, claim, failures }, { kind, code = "", tookMs }) {
      recorded(connectorId, kind, code).inc();
      metrics.recordSeconds.observe(tookMs / MS);
      const line = { connector: connectorId, ticket: ticketId, try: claim, failures, outcome: kind, code };
      log[kind === "recorded" ? "info" : "warn"]({ ...line, tookMs: Math.round(tookMs) }, "recorded");
    },
    abandoned(count) {
      metrics.tended.labels("record_abandoned").inc(count);
      log.warn({ count }, "record abandoned");
    },
    trouble: (what, error) => log.error({ what, ...codeOf(error) }, "trouble"),
  };
}
