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
      /** The warm-up, then each stretch of this length of the measured time, is told of as it ends. */
      readonly windowMs?: number | undefined;
    };

/** One stretch of an open loop; all counts are of this stretch alone. The warm-up has no latencies. */
export type Window = {
  readonly sent: number;
  readonly answered: number;
  /** Lost ones and wrong answers. */
  readonly failed: number;
  readonly latency: Percentiles;
  readonly lateness: Percentiles;
};

/** What the generator tells while and after it works. */
export type Report =
  /** The measured time begins, or ends: the moment to read other processes' clocks. */
  | { readonly kind: "border"; readonly border: "begin" | "end" }
  | { readonly kind: "window"; readonly window: Window }
  | { readonly kind: "done"; readonly result: LoadResult }
  | { readonly kind: "failed"; readonly reason: string };

export type LoadResult = {
  readonly counts: Counts;
  /** No answer within five seconds of the sending, or a connection that closed before it. */
  readonly lost: number;
  /** Answers within the measured time, and its length. */
  readonly measured: number;
  readonly measuredMs: number;
  readonly latency: Percentiles;
  /** How late requests were sent, of an open loop: the generator's own share of the latency. */
  readonly lateness: Percentiles;
  /** CPU of this process per measured answer, in µs. */
  readonly generatorUs: number;
};
