import type { Logger } from "pino";
import { Counter, Gauge, Histogram, type Registry } from "prom-client";

import type { SeatingWatch } from "../flow/seat/watch.ts";
import { childrenOf, type Metrics } from "./metrics.ts";
import { codeOf } from "./observe.ts";

const MS = 1_000;

/** One line per contact that got an agent, with ids and how long its fan had waited. */
export function observeSeating({ registry, tended }: Metrics, log: Logger): SeatingWatch {
  const counts = createCounts([registry]);
  const seated = childrenOf(counts.seated);
  const refused = childrenOf(counts.refused);
  return {
    seated({ contactId: contact, staffId: staff, mode: how, waitedMs, why: rule }) {
      seated(how).inc();
      counts.waitedSeconds.observe(waitedMs / MS);
      log.info({ contact, staff, how, waitedMs, rule }, "seated");
    },
    refused({ contactId: contact, staffId: staff }, why) {
      refused(why).inc();
      log.debug({ contact, staff, why }, "not seated");
    },
    held(group, isHeld) {
      log.info({ group }, isHeld ? "seats this group" : "seats this group no longer");
    },
    dueSoon(contact) {
      counts.dueSoon.inc();
      log.warn({ contact }, "still waits, and is soon due");
    },
    done(what, count) {
      tended.labels(what).inc(count);
      log.info({ what, count }, "tended");
    },
    miscounted(sessions) {
      counts.miscounted.set(sessions.length);
      for (const session of sessions) log.error({ ...session }, "a session's count is wrong");
    },
    trouble: (error) => log.error({ what: "seating", ...codeOf(error) }, "trouble"),
  };
}

const createCounts = (registers: Registry[]) => ({
  seated: new Counter({
    name: "seatbridge_contacts_seated_total",
    help: "Contacts given to an agent, by how",
    labelNames: ["how"],
    registers,
  }),
  waitedSeconds: new Histogram({
    name: "seatbridge_contact_waited_seconds",
    help: "From asking for a person to an agent's offer or seat",
    buckets: [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1_800],
    registers,
  }),
  dueSoon: new Counter({
    name: "seatbridge_contacts_due_soon_total",
    help: "Contacts that still waited when they were soon due",
    registers,
  }),
  refused: new Counter({
    name: "seatbridge_seating_refused_total",
    help: "Decisions that somebody else was quicker than",
    labelNames: ["why"],
    registers,
  }),
  miscounted: new Gauge({
    name: "seatbridge_agent_sessions_miscounted",
    help: "Sessions whose used units are not what they hold: must be none",
    registers,
  }),
});
