import type { DialledBy, DialState } from "../../core/dial/dial.ts";
import type { Instant } from "../../core/kernel/instant.ts";

/** Where an agent's telephone is, and how systems call her. */
export type DialSeat = { readonly seat: string; readonly aloneWith: string | null };

/** A telephone system that takes orders; with what hashes its numbers, where a key of the house opens it. */
export type DialSystem = { readonly id: string; readonly numberKey: string | undefined };

/** A call by which a system knows a customer's number. */
export type KnownNumber = {
  readonly systemId: string;
  readonly call: string;
  readonly masked: string | null;
  readonly numberHash: string;
};

export type DialOrder = {
  readonly id: string;
  readonly systemId: string;
  readonly contactId: string;
  readonly conversationId: string;
  readonly staffId: string;
  readonly seat: string;
  /** As typed; null: by `knownCall`. */
  readonly number: string | null;
  readonly masked: string | null;
  readonly numberHash: string | null;
  readonly knownCall: string | null;
  /** The panel's is told by whoever frames it, and never by us. */
  readonly by: DialledBy;
};

/** An order whose call a system reports. */
export type HeldDial = Pick<DialOrder, "id" | "contactId" | "conversationId" | "staffId" | "seat"> & {
  readonly masked: string | null;
  readonly numberHash: string | null;
  readonly queueId: string | null;
  readonly callId: string | null;
};

/** One that is under way. */
export type OpenDial = Pick<DialOrder, "id" | "contactId" | "masked" | "knownCall"> & {
  readonly state: DialState;
};

export type DialStore = {
  readonly seatOf: (staffId: string) => Promise<DialSeat | undefined>;
  /** Those that take orders, or frame the panel; the oldest first. */
  readonly systems: (by: DialledBy) => Promise<readonly DialSystem[]>;
  /** The newest, of anybody who is the same customer. */
  readonly known: (conversationId: string, by: DialledBy) => Promise<KnownNumber | undefined>;
  /** Orders of hers since then. */
  readonly count: (staffId: string, since: Instant) => Promise<number>;
  /** False where one of hers is under way. */
  readonly order: (order: DialOrder, at: Instant) => Promise<boolean>;
  readonly underWay: (staffId: string) => Promise<OpenDial | undefined>;
  /** Which a report names, or whose call it tells of; locked, so that its outcome waits. */
  readonly ofReport: (
    systemId: string,
    report: { readonly request?: string | undefined; readonly call: string },
  ) => Promise<HeldDial | undefined>;
  /** Calls of it that nobody answered. */
  readonly missed: (contactId: string) => Promise<number>;
  /** It is this call from now on. */
  readonly link: (id: string, callId: string) => Promise<void>;
};
