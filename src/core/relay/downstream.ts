import type { Instant } from "../kernel/instant.ts";

/** A server that heard an account's fans before we did. */
export type Downstream = {
  readonly url: string;
  /** Whether it may lie within the house: loopback, private addresses. */
  readonly privateAllowed: boolean;
};

/** How a node's calls to it fare since that node started. */
export type DownstreamState = {
  readonly url: string;
  /** open: it failed too often and is not asked for a moment. */
  readonly state: "unknown" | "ok" | "failing" | "open";
  readonly calls: number;
  readonly failures: number;
  readonly lastCode: string | undefined;
  readonly lastAt: Instant | undefined;
};
