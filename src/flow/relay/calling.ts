import type { Clock, Instant } from "../../core/kernel/instant.ts";
import { admitted, type Breaker, CLOSED, settled } from "../../core/relay/breaker.ts";
import type { Downstream, DownstreamState } from "../../core/relay/downstream.ts";
import type { AccountRelay, CallDownstream, DownstreamAnswer, PassedCall } from "./ports.ts";

/** Of one server at once: a slow one must not fill our memory with its waiting calls. */
const CALLS_MAX = 200;

/** Calls servers, as long as they are well; how each fares is known here since the start. */
export type Calling = {
  readonly call: (
    relay: AccountRelay,
    to: Downstream,
    passed: PassedCall,
    at: Instant,
  ) => Promise<DownstreamAnswer>;
  readonly stateOf: (accountId: string, of: Downstream) => DownstreamState;
};

type Health = {
  breaker: Breaker;
  waiting: number;
  calls: number;
  failures: number;
  lastCode: string | undefined;
  lastAt: Instant | undefined;
};

export function createCalling(options: {
  readonly call: CallDownstream;
  readonly clock: Clock;
  readonly failed: (accountId: string, code: string) => void;
}): Calling {
  const { call, clock, failed } = options;
  const healths = new Map<string, Health>();
  const idOf = (accountId: string, { url }: Downstream): string => `${accountId} ${url}`;

  function healthOf(id: string): Health {
    const health = healths.get(id) ?? fresh();
    healths.set(id, health);
    return health;
  }

  async function ask(health: Health, to: Downstream, passed: PassedCall, ms: number) {
    if (health.waiting >= CALLS_MAX) return refused("busy");
    const { may, breaker } = admitted(health.breaker, clock());
    health.breaker = breaker;
    if (!may) return refused("resting");
    health.waiting += 1;
    const answer = await call(to, passed, ms);
    health.waiting -= 1;
    note(health, answer, clock());
    return answer;
  }

  return {
    async call(relay, to, passed, at) {
      const health = healthOf(idOf(relay.accountId, to));
      const answer = await ask(health, to, passed, at + relay.answerMs - clock());
      if (answer.kind === "failed") failed(relay.accountId, answer.code);
      return answer;
    },
    stateOf: (accountId, of) => shown(of, healths.get(idOf(accountId, of)) ?? fresh(), clock()),
  };
}

const fresh = (): Health => ({
  breaker: CLOSED,
  waiting: 0,
  calls: 0,
  failures: 0,
  lastCode: undefined,
  lastAt: undefined,
});

const refused = (code: string): DownstreamAnswer => ({ kind: "failed", code, tookMs: 0 });

function note(health: Health, answer: DownstreamAnswer, at: Instant): void {
  health.calls += 1;
  health.breaker = settled(health.breaker, answer.kind === "answered", at);
  if (answer.kind === "answered") return;
  health.failures += 1;
  health.lastCode = answer.code;
  health.lastAt = at;
}

function shown({ url }: Downstream, health: Health, at: Instant): DownstreamState {
  const { breaker, calls, failures, lastCode, lastAt } = health;
  return { url, state: stateOf(breaker, calls, at), calls, failures, lastCode, lastAt };
}

function stateOf(breaker: Breaker, calls: number, at: Instant): DownstreamState["state"] {
  if (breaker.kind === "open") return at < breaker.until ? "open" : "failing";
  if (breaker.failures > 0) return "failing";
  return calls === 0 ? "unknown" : "ok";
}
