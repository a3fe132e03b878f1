import type { Timer } from "../../kit/time/timer.ts";
import type { Store } from "../../kit/keep/store.ts";
import type { IpCounter } from "../open-api/ips.ts";
import type { OpenLimits } from "../open-api/rates.ts";
import type { Square } from "../square/square.ts";
import type { Push } from "./push.ts";
import type { Books } from "./room.ts";
import type { SendRule } from "./window.ts";

/** What the platform lives in, and all that it cannot make by itself. */
export type World = {
  readonly clock: () => number;
  readonly random: (bytes: number) => Uint8Array;
  readonly books: Books;
  readonly store: Store;
  readonly timer: Timer;
  readonly push: Push;
  readonly rule: SendRule;
  readonly square: Square;
  readonly openLimits: OpenLimits;
  readonly ips: IpCounter;
  readonly answerMs: number;
};
