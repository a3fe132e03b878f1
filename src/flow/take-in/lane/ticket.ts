import type { Said } from "../../../core/conversation/said.ts";
import type { Instant } from "../../../core/kernel/instant.ts";
import type { Arrival } from "../../ports.ts";
import type { Result } from "../batch/planned.ts";

/** A platform delivers a message this often in all (protocols section 1.7). */
export const DELIVERIES_MAX = 3;

/** What a webhook gets for its message. */
export type Answer =
  /** `relay`: whose fan she is, where another system hears the account's fans, too; absent of a redelivery. */
  | { readonly kind: "silent"; readonly relay?: Result["relay"] }
  | {
      readonly kind: "say";
      readonly said: Said;
      /** When it was made. */
      readonly at: Instant;
      /** How often the platform has delivered the message, this time included. */
      readonly deliveries: number;
      /** The bytes went out to the end. */
      readonly left: () => void;
      /** The socket closed before the first byte (`queued`: provably not taken), or in the middle (`unknown`). */
      readonly returned: (as: "queued" | "unknown") => Promise<void>;
    };

/** Not stored, and the platform is to try again: no space, or no database. */
export class NotTaken extends Error {
  readonly reason: "overloaded" | "unreachable" | "stopping" | "unstorable";

  constructor(reason: NotTaken["reason"]) {
    super(`not taken in: ${reason}`);
    this.name = "NotTaken";
    this.reason = reason;
  }
}

/** One message on its way through a lane, with everybody who waits for its answer. */
export type Ticket = {
  readonly arrival: Arrival;
  readonly answer: Promise<Answer>;
  readonly settle: (answer: Answer) => void;
  readonly fail: (error: NotTaken) => void;
  /** Webhooks that wait: a redelivery joins the first. */
  holders: number;
};

export function createTicket(arrival: Arrival): Ticket {
  const { promise, resolve, reject } = withResolvers<Answer>();
  return { arrival, answer: promise, settle: resolve, fail: reject, holders: 1 };
}

/** Promise.withResolvers, which Node has from 22 on. */
function withResolvers<T>(): {
  promise: Promise<T>;
  resolve: (value: T) => void;
  reject: (error: Error) => void;
} {
  let resolve: (value: T) => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
