import type { DialOutcome } from "../../core/dial/dial.ts";
import type { Instant } from "../../core/kernel/instant.ts";

/** An order that this process alone may give now. */
export type ClaimedDial = {
  readonly id: string;
  /** The guard of its outcome. */
  readonly claim: number;
  readonly failures: number;
  readonly at: Instant;
  readonly systemId: string;
  readonly staffId: string;
  readonly login: string;
  readonly employeeNo: string | null;
  readonly seat: string;
  /** As it is dialled, where the agent has typed it; null: by a call that the system knows. */
  readonly number: string | null;
  readonly knownCall: string | null;
  readonly masked: string | null;
  readonly customerId: string | null;
  readonly queue: string | null;
};

/** A telephone system that takes orders. */
export type DialTarget = { readonly url: string; readonly signKey: string };

export type Dials = {
  readonly claim: (free: number, at: Instant) => Promise<readonly ClaimedDial[]>;
  /** Undefined where it is off, has no address, or no key here opens its own. */
  readonly target: (systemId: string) => Promise<DialTarget | undefined>;
  /** False where the order has gone on without us. */
  readonly settle: (dial: ClaimedDial, outcome: DialOutcome, at: Instant) => Promise<boolean>;
  /** Ends what is too old and takes up what dead processes left: whose desks show it. */
  readonly sweep: (at: Instant) => Promise<readonly string[]>;
};
