import type { Ids } from "../../core/kernel/id.ts";
import type { Clock } from "../../core/kernel/instant.ts";
import type { RelayPolicy } from "../../core/relay/policy.ts";
import type { Floor } from "../../core/seating/floor.ts";
import type { Crash } from "../crash-point.ts";
import type { HotStore } from "../ports.ts";
import type { Watch } from "../watch.ts";
import type { AnswerDesk } from "./batch/planned.ts";

/** What a lane works with. */
export type LaneContext = {
  readonly store: HotStore;
  readonly clock: Clock;
  /** Milliseconds that only run on: how long a batch takes is no matter of the clock, which may be set. */
  readonly stopwatch: () => number;
  readonly ids: Ids;
  readonly deskOf: (accountId: string) => AnswerDesk;
  /** Of accounts whose fans another system answers, too. */
  readonly relayOf?: (accountId: string) => RelayPolicy | undefined;
  /** Who is there, as of now. */
  readonly floor: () => Floor;
  /** How long an answer may leave with a webhook, in ms; 0 where none waits. */
  readonly passiveMs: number;
  readonly watch: Watch;
  readonly crash: Crash;
};

/** Stored order within one process grows strictly, and roughly by time between processes. */
const ORDERS_PER_MS = 1_000;

/** The places of stored messages in their fan's line. */
export function createStoredOrder(clock: Clock): () => number {
  let last = 0;
  return () => {
    last = Math.max(last + 1, clock() * ORDERS_PER_MS);
    return last;
  };
}
