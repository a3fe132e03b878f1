import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from "prom-client";

/** Every step of a message's way, counted. Labels are accounts, codes and rules: few, and never a fan's. */
export type Metrics = ReturnType<typeof createMetrics>;

export function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const make = makersOf(registers);
  const { counter, gauge, histogram } = make;

  return {
    registry,
    received: counter("webhook_received_total", "Verified calls of a platform", ["account"]),
    refused: counter("webhook_refused_total", "Calls refused at the door", ["account", "reason"]),
    answered: counter("webhook_answered_total", "How calls were answered", ["account", "how"]),
    answerSeconds: histogram(
      "webhook_answer_seconds",
      "From arrival to the answer's first byte",
      [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.3, 1, 2, 4],
    ),
    taken: counter("messages_taken_total", "Messages taken in, by where they ended and by which rule", [
      "account",
      "outcome",
      "rule",
    ]),
    stored: counter("messages_stored_total", "Messages left to the slow path, and why", ["account", "why"]),
    postponed: counter("stored_postponed_total", "Tries of the slow path that have to wait, and why", [
      "account",
      "why",
    ]),
    batchSize: histogram("batch_messages", "Messages in one commit", [1, 2, 4, 8, 16, 32, 64, 128, 200]),
    failed: counter("batch_failures_total", "Batches that had to be tried otherwise", ["failure"]),
    replied: counter("replies_total", "Passive replies: left with the webhook, queued again, unknown", [
      "how",
    ]),
    ...sendMetrics(make),
    ...recordMetrics(make),
    silent: gauge("account_silent", "1 where nothing has come to an account for longer than expected", [
      "account",
    ]),
    tended: counter("tended_total", "Rows that the clock looked after", ["what"]),
    /** Asked each time that somebody looks. */
    watchWaiting: (waiting: () => number) =>
      new Gauge({
        name: "seatbridge_lane_waiting",
        help: "Messages waiting for their batch",
        registers,
        collect() {
          this.set(waiting());
        },
      }),
  };
}

function makersOf(registers: Registry[]) {
  return {
    counter: <Label extends string>(name: string, help: string, labelNames: readonly Label[]) =>
      new Counter({ name: `seatbridge_${name}`, help, labelNames, registers }),
    gauge: <Label extends string>(name: string, help: string, labelNames: readonly Label[]) =>
      new Gauge({ name: `seatbridge_${name}`, help, labelNames, registers }),
    histogram: (name: string, help: string, buckets: number[]) =>
      new Histogram({ name: `seatbridge_${name}`, help, buckets, registers }),
  };
}

const sendMetrics = ({ counter, histogram }: ReturnType<typeof makersOf>) => ({
  sent: counter("sends_total", "Tries to send, by what is known after them", ["account", "outcome", "code"]),
  budgetAlarms: counter("send_budget_alarms_total", "An account's budget of sends came to this level", [
    "account",
    "kind",
    "level",
  ]),
  sendSeconds: histogram(
    "send_seconds",
    "One try to send, from its claim to its outcome",
    [0.05, 0.1, 0.2, 0.5, 1, 2, 4, 8, 20],
  ),
});

const recordMetrics = ({ counter, histogram }: ReturnType<typeof makersOf>) => ({
  recorded: counter("crm_records_total", "Tries to log a ticket to a CRM, by what is known after them", [
    "connector",
    "outcome",
    "code",
  ]),
  recordSeconds: histogram(
    "crm_record_seconds",
    "One try to log a ticket",
    [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 45],
  ),
});

/** A counter's children by their labels' values, found without building a label object for every message. */
export function childrenOf<Label extends string>(
  counter: Counter<Label>,
): (...values: string[]) => Counter.Internal {
  const children = new Map<string, Counter.Internal>();
  return (...values) => {
    const key = values.join("\n");
    const known = children.get(key);
    if (known !== undefined) return known;
    const child = counter.labels(...values);
    children.set(key, child);
    return child;
  };
}
