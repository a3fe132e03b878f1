import type { DataSource } from "typeorm";

import type { Bus } from "../../bus/bus.ts";
import { TOPIC } from "../../bus/topics.ts";
import type { CheckNote } from "../../core/channel/check.ts";
import { type Clock, type Instant, SECOND } from "../../core/kernel/instant.ts";
import { startLoop } from "../../flow/loop.ts";
import type { Arrival } from "../../flow/ports.ts";
import type { SendWatch } from "../../flow/send/send.ts";
import type { Watch } from "../../flow/watch.ts";
import type { WebhookWatch } from "../../http/webhook/context.ts";
import { type OpenCheck, type OpenChecks, openChecks } from "../../store/check/open-checks.ts";

/** A check whose wake was lost is found so soon. */
const LOOK_MS = 3 * SECOND;
/** Of each kind, per check and node: enough for what a person tries, whatever else arrives meanwhile. */
const NOTES_MAX = 50;
const CALLS_MAX = 1_000;

type Followed = OpenCheck & {
  /** When the calls that are under way were verified. */
  readonly verified: Map<string, Instant>;
  readonly counts: Map<CheckNote["step"], number>;
  /** The first word that this node has taken in since the start. */
  word?: { readonly requestId: string; readonly key: string };
};

export type Checks = {
  readonly webhook: (watch: WebhookWatch) => WebhookWatch;
  readonly flow: (watch: Watch) => Watch;
  readonly send: (watch: SendWatch) => SendWatch;
};

/**
 * Follows words on this node while a check of their account is open: what is noted no other row tells, the moments
 * and what the door refused. Without an open check it costs a look into an empty map.
 */
export function followChecks(options: {
  readonly store: OpenChecks;
  readonly clock: Clock;
  readonly onError: (error: unknown) => void;
}): Checks & { readonly look: () => Promise<void> } {
  const { store, clock, onError } = options;
  let open: ReadonlyMap<string, Followed> = new Map();

  const follow: Follow = {
    clock,
    all: () => [...open.values()],
    of: (accountId) => open.get(accountId),
    note(check, noted) {
      const count = (check.counts.get(noted.step) ?? 0) + 1;
      check.counts.set(noted.step, count);
      if (count <= NOTES_MAX) void store.note(check.id, noted).catch(onError);
    },
  };
  return {
    async look() {
      const found = await store.open(clock());
      open = new Map(
        found.map((check) => {
          const known = open.get(check.accountId);
          const fresh = { ...check, verified: new Map(), counts: new Map() };
          return [check.accountId, known?.id === check.id ? known : fresh];
        }),
      );
    },
    webhook: (watch) => atTheDoor(watch, follow),
    flow: (watch) => onTheWay(watch, follow),
    send: (watch) => ({
      ...watch,
      sent(claimed, outcome, more) {
        watch.sent(claimed, outcome, more);
        const { accountId, conversationId, seq } = claimed;
        const check = follow.of(accountId);
        if (check !== undefined) follow.note(check, { step: "sent", at: clock(), conversationId, seq });
      },
    }),
  };
}

type Follow = {
  readonly clock: Clock;
  readonly all: () => readonly Followed[];
  readonly of: (accountId: string) => Followed | undefined;
  readonly note: (check: Followed, note: CheckNote) => void;
};

const atTheDoor = (watch: WebhookWatch, { clock, all, of, note }: Follow): WebhookWatch => ({
  ...watch,
  received(accountId, requestId) {
    watch.received(accountId, requestId);
    const verified = of(accountId)?.verified;
    if (verified !== undefined && verified.size < CALLS_MAX) verified.set(requestId, clock());
  },
  refused(refusal) {
    watch.refused(refusal);
    const { accountId, reason: code, detail } = refusal;
    const more = detail === undefined ? {} : { detail };
    // Whose a call to no account was meant to be, nobody knows.
    for (const check of all()) {
      if (accountId !== undefined && check.accountId !== accountId) continue;
      note(check, { step: "refused", at: clock(), code, ...more });
    }
  },
  answered(accountId, how, tookMs, requestId) {
    watch.answered(accountId, how, tookMs, requestId);
    const check = of(accountId);
    if (check === undefined) return;
    check.verified.delete(requestId);
    if (how === "try_again") note(check, { step: "refused", at: clock(), code: "not_stored" });
    else if (check.word?.requestId === requestId) {
      note(check, { step: "replied", at: clock(), key: check.word.key });
    }
  },
});

function onTheWay(watch: Watch, { clock, of, note }: Follow): Watch {
  function took({ accountId, requestId, key, at: receivedAt, message }: Arrival): void {
    const check = of(accountId);
    const isWord = message.origin === "fan" && message.content.kind !== "event";
    if (check === undefined || check.word !== undefined || receivedAt < check.startedAt || !isWord) return;
    check.word = { requestId, key };
    const verifiedAt = check.verified.get(requestId);
    const verified = verifiedAt === undefined ? {} : { verifiedAt };
    note(check, { step: "taken", at: clock(), key, receivedAt, ...verified });
  }
  return {
    ...watch,
    taken(arrival, result) {
      watch.taken(arrival, result);
      if (result.state !== "again") took(arrival);
    },
    stored(arrival, why, error) {
      watch.stored(arrival, why, error);
      took(arrival);
    },
  };
}

/** Follows the checks that are open in the database. */
export function startChecks(options: {
  readonly source: DataSource;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly onError: (error: unknown) => void;
}): Checks & { readonly stop: () => Promise<void> } {
  const { source, bus, clock, onError } = options;
  const { look, ...checks } = followChecks({ store: openChecks(source), clock, onError });
  const loop = startLoop({ everyMs: LOOK_MS, round: () => look().then(() => 0), onError });
  const unsubscribe = bus.subscribe(TOPIC.check, loop.wake);
  return {
    ...checks,
    async stop() {
      unsubscribe();
      await loop.stop();
    },
  };
}
