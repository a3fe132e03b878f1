import type { TrafficPlan } from "../traffic/traffic.ts";
import type { Counts } from "./ledger.ts";
import type { Percentiles } from "../measure/latencies.ts";

/** One task for the generator process; times in ms. */
export type Job = {
  readonly port: number;
  readonly traffic: TrafficPlan;
  /** The right answer of each question of the traffic. */
  readonly answers: readonly string[];
  readonly load: Load;
};

export type Load =
  /** Every question once, from a fan of its own. */
  | { readonly kind: "each" }
  /** Each connection sends its next request when the last one was answered. */
  | {
      readonly kind: "closed";
      readonly connections: number;
      readonly warmUpMs: number;
      readonly measureMs: number;
    }
  /** Requests begin when a Poisson process says so, whatever the server does. */
  | {
      readonly kind: "open";
      readonly connections: number;
      readonly perSecond: number;
      readonly warmUpMs: number;
      readonly measureMs: number;
      /** Percentiles are taken over each stretch of this length as well. */
      readonly segmentMs: number;
    };

/** What the generator tells while and after it works. */
export type Report =
  /** The measured time begins, or ends: the moment to read other processes' clocks. */
  | { readonly kind: "border"; readonly border: "begin" | "end" }
  | { readonly kind: "done"; readonly result: LoadResult }
  | { readonly kind: "failed"; readonly reason: string };

export type LoadResult = {
  readonly counts: Counts;
  /** No answer within five seconds, or a connection that closed before it. */
  readonly lost: number;
  /** Answers within the measured time, and its length. */
  readonly measured: number;
  readonly measuredMs: number;
  readonly latency: Percentiles;
  readonly segments: readonly Percentiles[];
  /** How late requests were sent, of an open loop: the generator's own share of the latency. */
  readonly lateness: Percentiles;
  /** CPU of this process per measured answer, in µs. */
  readonly generatorUs: number;
};
