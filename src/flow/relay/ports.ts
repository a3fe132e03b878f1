import type { Said } from "../../core/conversation/said.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import type { Comparison } from "../../core/relay/comparison.ts";
import type { Downstream } from "../../core/relay/downstream.ts";
import type { Answerer, RelayPolicy, Why } from "../../core/relay/policy.ts";

/** How one account stands beside another system. */
export type AccountRelay = {
  readonly accountId: string;
  readonly policy: RelayPolicy;
  /** Each gets every call; the first one's reply goes back to the platform. */
  readonly downstreams: readonly Downstream[];
  /** From the call's arrival on, so long a reply is waited for. */
  readonly answerMs: number;
};

/** A platform's call as it came, to be handed on byte for byte. */
export type PassedCall = {
  readonly method: "POST";
  /** What stood behind the question mark, unread. */
  readonly query: string;
  readonly contentType: string | undefined;
  readonly userAgent: string | undefined;
  readonly body: Uint8Array;
};

/** What a downstream made of a call. Of a failure: Node's code, `status_502`, or why it was not asked or cut off. */
export type DownstreamAnswer =
  | {
      readonly kind: "answered";
      readonly status: number;
      readonly contentType: string | undefined;
      readonly body: Uint8Array;
      readonly tookMs: number;
    }
  | { readonly kind: "failed"; readonly code: string; readonly tookMs: number };

export type Answered = Extract<DownstreamAnswer, { kind: "answered" }>;

/** One call to one server, within so many ms; never throws, never follows elsewhere. */
export type CallDownstream = (
  downstream: Downstream,
  call: PassedCall,
  ms: number,
) => Promise<DownstreamAnswer>;

/** One message of a fan beside another system: what we said or would have said, and what was said. */
export type Exchange = {
  /** The inbox's. */
  readonly key: string;
  readonly accountId: string;
  /** Her id at the platform: by it the exchange is erased. */
  readonly fan: string;
  readonly at: Instant;
  readonly answerer: Answerer;
  readonly why: Why;
  readonly ours: Said | undefined;
  readonly oursRule: string;
  readonly theirs: DownstreamAnswer;
  /** What a person reads of their reply. */
  readonly theirsWords: string | undefined;
  readonly comparison: Comparison;
};

/** Where exchanges are kept, for the report and for redeliveries. */
export type Exchanges = {
  /** What is there already stays. */
  readonly keep: (exchanges: readonly Exchange[]) => Promise<void>;
  /** Of a message that was delivered before: who answered, and what was said there. */
  readonly of: (
    key: string,
  ) => Promise<{ readonly answerer: Answerer; readonly theirs: Answered | undefined } | undefined>;
};

/** One minute of one account on one node. */
export type RelayMinute = {
  readonly accountId: string;
  /** The minute's first moment. */
  readonly minute: Instant;
  readonly ours: number;
  readonly theirs: number;
  /** Downstream calls that came to nothing. */
  readonly failures: number;
  /** How many answers to the platform took how long, by `core/relay/took`. */
  readonly took: readonly number[];
};
