import type { Instant } from "../../core/kernel/instant.ts";
import type { Comparison } from "../../core/relay/comparison.ts";
import type { Downstream, DownstreamState } from "../../core/relay/downstream.ts";
import type { Answerer, RelayMode, RelayPolicy, RelayRule, Why } from "../../core/relay/policy.ts";

/** How an account stands beside the system that it had before. */
export type Relay = {
  readonly accountId: string;
  readonly mode: RelayMode;
  readonly hashKey: string;
  readonly downstreams: readonly Downstream[];
  readonly answerMs: number;
  readonly allowed: readonly string[];
  readonly rules: readonly RelayRule[];
  readonly version: number;
  readonly changedAt: Instant;
};

export const policyOf = ({ mode, hashKey, allowed, rules }: Relay): RelayPolicy => ({
  mode,
  hashKey,
  allowed,
  rules,
});

export type RelayWay = Pick<Relay, "downstreams" | "answerMs" | "allowed" | "rules">;

/** All nodes together. */
export type RelayCount = {
  readonly at: Instant;
  readonly ours: number;
  readonly theirs: number;
  readonly failures: number;
  readonly took: readonly number[];
};

export type ExchangeFilter = {
  readonly accountId: string;
  readonly from: Instant;
  readonly until: Instant;
  readonly comparison?: Comparison | undefined;
};

/** How often one comparison came out on the day that began then. */
export type ComparedDay = {
  readonly began: Instant;
  readonly comparison: Comparison;
  readonly count: number;
};

export type ShownExchange = {
  readonly key: string;
  readonly at: Instant;
  /** Where the message lies; null while it waits to be taken in. */
  readonly conversationId: string | null;
  readonly seq: number | null;
  /** What the fan did, as her thread keeps it. */
  readonly content: unknown;
  readonly answerer: Answerer;
  readonly why: Why;
  /** The words, where they are words. */
  readonly ours: string | null;
  readonly oursRule: string;
  readonly theirs: string | null;
  readonly failure: string | null;
  readonly tookMs: number;
  readonly comparison: Comparison;
};

export type RelayStore = {
  readonly of: (accountId: string) => Promise<Relay | undefined>;
  readonly create: (relay: Omit<Relay, "version" | "changedAt">, at: Instant) => Promise<void>;
  /** Loses the race where it is not that version any more. */
  readonly update: (
    before: Relay,
    change: Partial<RelayWay & Pick<Relay, "mode">>,
    at: Instant,
  ) => Promise<void>;
  readonly end: (before: Relay) => Promise<void>;
  readonly counts: (accountId: string, since: Instant) => Promise<readonly RelayCount[]>;
  /** By the days of that zone, the newest first. */
  readonly compared: (filter: ExchangeFilter, zone: string) => Promise<readonly ComparedDay[]>;
  /** The newest first, after the one with this moment and key. */
  readonly exchanges: (
    filter: ExchangeFilter,
    page: {
      readonly limit: number;
      readonly after?: { readonly at: Instant; readonly key: string } | undefined;
    },
  ) => Promise<readonly ShownExchange[]>;
};

/** How this node's calls to an account's downstreams fare. */
export type StateOf = (relay: Pick<Relay, "accountId" | "downstreams">) => readonly DownstreamState[];
