import type { Content } from "../../core/channel/content.ts";
import type { Said } from "../../core/conversation/said.ts";
import type { Ids } from "../../core/kernel/id.ts";
import type { Clock } from "../../core/kernel/instant.ts";
import type { Channel } from "../../flow/channel.ts";
import type { Crash } from "../../flow/crash-point.ts";
import type { Arrival } from "../../flow/ports.ts";
import type { Beside } from "../../flow/relay/beside.ts";
import type { Answer } from "../../flow/take-in/lane/ticket.ts";

export type WebhookContext = {
  readonly channelOf: (accountId: string) => Channel | undefined;
  /** Rejects with NotTaken where nothing was stored. */
  readonly accept: (arrival: Arrival) => Promise<Answer>;
  /** The answer of a version that is not published any more. */
  readonly oldContentOf: (said: Said) => Promise<Content | undefined>;
  /** Accounts whose fans another system hears, too. */
  readonly beside?: Beside | undefined;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly crash: Crash;
  readonly watch: WebhookWatch;
};

/** What happens at the door, for counters and the log: ids and codes, never what somebody wrote. */
export type WebhookWatch = {
  /** Verified, before anything is made of it. */
  readonly received: (accountId: string, requestId: string) => void;
  readonly refused: (refusal: Refusal) => void;
  readonly answered: (
    accountId: string,
    how: "reply" | "relayed" | "silent" | "too_late" | "try_again",
    tookMs: number,
    requestId: string,
  ) => void;
  readonly failed: (requestId: string, error: unknown) => void;
};

export type Refusal = {
  readonly requestId: string;
  /** Of an account that exists. */
  readonly accountId: string | undefined;
  readonly status: number;
  readonly reason: string;
  readonly detail?: string | undefined;
};
