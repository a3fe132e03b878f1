import type { Seen } from "../../action/account/ports.ts";
import type { Clock } from "../../core/kernel/instant.ts";
import type { SendWatch } from "../../flow/send/send.ts";
import type { WebhookWatch } from "../../http/webhook/context.ts";

/** Of one account; the codes are a platform's, and it may have thought of many. */
const CODES_MAX = 20;

type Noted = {
  callback: Seen["callback"];
  sentAt: number | null;
  readonly failures: Map<string, { readonly at: number; readonly count: number }>;
};

/** Notes in memory how each account fares here: nothing is written for it, least of all while a message comes in. */
export function noteAccounts(clock: Clock) {
  const all = new Map<string, Noted>();
  const of = (accountId: string): Noted => {
    const known = all.get(accountId);
    if (known !== undefined) return known;
    const noted = { callback: null, sentAt: null, failures: new Map() };
    all.set(accountId, noted);
    return noted;
  };
  const fail = ({ failures }: Noted, code: string): void => {
    const { count = 0 } = failures.get(code) ?? {};
    // Put last anew: the first is the oldest.
    failures.delete(code);
    failures.set(code, { at: clock(), count: count + 1 });
    const [oldest] = failures.keys();
    if (failures.size > CODES_MAX && oldest !== undefined) failures.delete(oldest);
  };

  return {
    of: (accountId: string): Seen => {
      const { callback, sentAt, failures } = all.get(accountId) ?? NOTHING;
      const codes = [...failures].map(([code, failure]) => ({ code, ...failure }));
      return { callback, sentAt, failures: codes.toReversed() };
    },
    webhook: (watch: WebhookWatch): WebhookWatch => ({
      ...watch,
      received(accountId, requestId) {
        of(accountId).callback = { at: clock(), refused: null };
        watch.received(accountId, requestId);
      },
      refused(refusal) {
        const { accountId, reason } = refusal;
        if (accountId !== undefined) of(accountId).callback = { at: clock(), refused: reason };
        watch.refused(refusal);
      },
    }),
    send: (watch: SendWatch): SendWatch => ({
      ...watch,
      sent(claimed, outcome, more) {
        const noted = of(claimed.accountId);
        if (outcome.state === "accepted") noted.sentAt = clock();
        else if ("code" in outcome) fail(noted, outcome.code);
        watch.sent(claimed, outcome, more);
      },
    }),
  };
}

const NOTHING: Noted = { callback: null, sentAt: null, failures: new Map() };
