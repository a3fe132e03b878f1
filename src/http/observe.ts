import type { Logger } from "pino";

import type { SendWatch } from "../flow/send/send.ts";
import type { Watch } from "../flow/watch.ts";
import { NotTaken } from "../flow/take-in/lane/ticket.ts";
import { childrenOf, type Metrics } from "./metrics.ts";
import type { WebhookWatch } from "./webhook/context.ts";

const MS = 1_000;

/** Counts what the loops tell, and writes one line per decision: ids and codes, never a word of a fan. */
export function observeFlow(metrics: Metrics, log: Logger): Watch {
  const taken = childrenOf(metrics.taken);
  const replied = childrenOf(metrics.replied);
  return {
    taken({ accountId, requestId, key }, { state, rule, place, say }) {
      taken(accountId, state, rule).inc();
      log.info(
        { request: requestId, account: accountId, key, ...place, outcome: state, rule, reply: say?.seq },
        "taken",
      );
    },
    stored({ accountId, requestId, key }, why, error) {
      metrics.stored.labels(accountId, why).inc();
      log.warn({ request: requestId, account: accountId, key, why, ...codeOf(error) }, "stored");
    },
    postponed({ accountId, key }, why, error) {
      metrics.postponed.labels(accountId, why).inc();
      log.warn({ account: accountId, key, why, ...codeOf(error) }, "postponed");
    },
    batch(size, tookMs) {
      metrics.batchSize.observe(size);
      log.debug({ size, tookMs: Math.round(tookMs * 10) / 10 }, "batch");
    },
    failed(failure, size, error) {
      metrics.failed.labels(failure).inc();
      log.warn({ failure, size, ...codeOf(error) }, "batch failed");
    },
    replied: (how) => replied(how).inc(),
    tended(what, count) {
      if (count === 0) return;
      metrics.tended.labels(what).inc(count);
      log.info({ what, count }, "tended");
    },
    trouble: (what, error) => log.error({ what, ...codeOf(error) }, "trouble"),
  };
}

export function observeSend(metrics: Metrics, log: Logger): SendWatch {
  const sent = childrenOf(metrics.sent);
  return {
    sent({ accountId, conversationId, seq, class: kind, attempt }, outcome, { written, tookMs, detail }) {
      const { state } = outcome;
      const code = "code" in outcome ? outcome.code : "";
      sent(accountId, state, code).inc();
      metrics.sendSeconds.observe(tookMs / MS);
      const line = {
        account: accountId,
        conversationId,
        seq,
        class: kind,
        attempt,
        outcome: state,
        code,
        detail,
      };
      log[state === "accepted" ? "info" : "warn"]({ ...line, written, tookMs }, "sent");
    },
    unforeseen({ accountId, conversationId, seq }, code) {
      metrics.tended.labels("refused_against_ledger").inc();
      log.error({ account: accountId, conversationId, seq, code }, "refused against the ledger");
    },
    budget({ accountId, kind, level, used, sends, since }) {
      metrics.budgetAlarms.labels(accountId, kind, level).inc();
      const line = { account: accountId, kind, level, used, sends, since: new Date(since).toISOString() };
      log.warn(line, "budget of sends");
    },
    abandoned(count) {
      metrics.tended.labels("abandoned").inc(count);
      log.warn({ count }, "abandoned");
    },
    trouble: (what, error) => log.error({ what, ...codeOf(error) }, "trouble"),
  };
}

export function observeWebhook(metrics: Metrics, log: Logger): WebhookWatch {
  const received = childrenOf(metrics.received);
  const answered = childrenOf(metrics.answered);
  return {
    received: (accountId) => received(accountId).inc(),
    refused({ requestId, accountId, status, reason, detail }) {
      metrics.refused.labels(accountId ?? "unknown", reason).inc();
      log.warn({ request: requestId, account: accountId, status, reason, detail }, "refused");
    },
    answered(accountId, how, tookMs) {
      answered(accountId, how).inc();
      metrics.answerSeconds.observe(tookMs / MS);
    },
    failed(requestId, error) {
      const reason = error instanceof NotTaken ? error.reason : undefined;
      log.error({ request: requestId, reason, ...codeOf(error) }, "not taken in");
    },
  };
}

/** One line per bug that a person met, under the number that she was told. */
export const observeApi =
  (log: Logger) =>
  (requestId: string, error: unknown): void =>
    log.error({ request: requestId, ...codeOf(error) }, "call failed");

/**
 * What of an error may be logged: its class and code, where it was thrown. Not its message: PostgreSQL quotes the
 * value that it refuses, and that is a fan's.
 */
export function codeOf(error: unknown): {
  readonly error?: string;
  readonly code?: unknown;
  readonly at?: string;
} {
  if (!(error instanceof Error)) return {};
  const code = "code" in error ? error.code : undefined;
  const [at] = placesOf(error);
  return { error: error.name, code, ...(at === undefined ? {} : { at }) };
}

/** Where an error came by, the innermost first. Its stack begins with its message, which may hold lines of any kind. */
export function placesOf({ stack = "", message }: Error): readonly string[] {
  return stack
    .slice(stack.indexOf(message) + message.length)
    .split("\n")
    .filter((line) => line.startsWith("    at "))
    .map((line) => line.trim());
}
