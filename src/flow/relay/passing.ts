import type { Clock, Instant } from "../../core/kernel/instant.ts";
import type { DownstreamState } from "../../core/relay/downstream.ts";
import { type Calling, createCalling } from "./calling.ts";
import type { AccountRelay, CallDownstream, DownstreamAnswer, PassedCall } from "./ports.ts";

/** Platforms deliver three times within some 15 s; whoever comes after that is none of those. */
const REMEMBERED_MS = 30_000;
const REMEMBERED_MAX = 10_000;

/** Hands calls on. */
export type Passing = {
  /** To all downstreams at once; the answer is the first one's. What is under way or was just passed is not passed again. */
  readonly pass: (
    relay: AccountRelay,
    call: PassedCall,
    key: string,
    at: Instant,
  ) => Promise<DownstreamAnswer>;
  readonly stateOf: (relay: Pick<AccountRelay, "accountId" | "downstreams">) => readonly DownstreamState[];
};

export function createPassing(options: {
  readonly call: CallDownstream;
  readonly clock: Clock;
  readonly failed: (accountId: string, code: string) => void;
}): Passing {
  const { clock } = options;
  const calling: Calling = createCalling(options);
  const recent = new Map<string, { readonly at: Instant; readonly answer: Promise<DownstreamAnswer> }>();

  function forget(): void {
    const oldest = clock() - REMEMBERED_MS;
    for (const [key, { at }] of recent) {
      if (at > oldest && recent.size <= REMEMBERED_MAX) return;
      recent.delete(key);
    }
  }

  return {
    pass(relay, passed, key, at) {
      const known = recent.get(key);
      if (known !== undefined) return known.answer;
      const answers = relay.downstreams.map((to) => calling.call(relay, to, passed, at));
      const answer = answers[0] ?? Promise.resolve(NOBODY);
      recent.set(key, { at: clock(), answer });
      forget();
      return answer;
    },
    stateOf: ({ accountId, downstreams }) => downstreams.map((to) => calling.stateOf(accountId, to)),
  };
}

const NOBODY: DownstreamAnswer = { kind: "failed", code: "no_downstream", tookMs: 0 };
