import type { Content } from "../../core/channel/content.ts";
import type { Positions, TicketRecord } from "../../core/ticket/connector.ts";
import type { Happening } from "../../core/desk/desk.ts";

/** A ticket that this process alone may record now. */
export type Claimed = {
  readonly connectorId: string;
  readonly ticketId: string;
  /** The guard of its outcome: a row that was claimed again is another try's. */
  readonly claim: number;
  /** What had happened to it by then; more may have happened since. */
  readonly marks: number;
  /** Tries in a row that were not taken. */
  readonly failures: number;
  readonly told: Positions;
  /** The CRM's own id of it. */
  readonly externalId: string | undefined;
};

/** What was said with an event, by number. */
export type Words = {
  readonly by: "fan" | "bot" | "agent" | "system";
  readonly kind: Content["kind"];
  /** Empty where it has no words. */
  readonly text: string;
};

/** What a ticket is now, and what the CRM does not have yet. */
export type Untold = {
  readonly ticket: Omit<TicketRecord, "entries">;
  readonly events: readonly UntoldEvent[];
  /** There is more than fits into one call. */
  readonly more: boolean;
};

export type UntoldEvent = {
  readonly subjectId: string;
  readonly seq: number;
  readonly happening: Happening;
  readonly words: readonly Words[];
};

/** Where a delivery goes after a try. */
export type Outcome =
  | {
      readonly state: "synced";
      readonly externalId: string;
      readonly told: Positions;
      /** It goes on at once. */
      readonly more: boolean;
    }
  | { readonly state: "dirty"; readonly code: string; readonly afterMs: number }
  | { readonly state: "dead"; readonly code: string; readonly detail: string | undefined };

/** A connection to a CRM as its row has it. */
export type ConnectorRow = {
  readonly id: string;
  readonly kind: string;
  readonly config: unknown;
  readonly version: number;
};

export type Deliveries = {
  /** The connections that are on. */
  readonly connectors: () => Promise<readonly ConnectorRow[]>;
  /** Takes up to `free` tickets of the connection that are due. They are `sending` and leased when this returns. */
  readonly claim: (connectorId: string, free: number) => Promise<readonly Claimed[]>;
  /** Undefined where the ticket has gone. */
  readonly untold: (claimed: Claimed) => Promise<Untold | undefined>;
  /** False where the row has gone on without us. */
  readonly settle: (claimed: Claimed, outcome: Outcome) => Promise<boolean>;
  /** Nothing more is taken there until a person changes the connection. */
  readonly shut: (connectorId: string, version: number, code: string) => Promise<void>;
  /** What dead processes were recording is due again: a repeat is harmless. Returns how many that were. */
  readonly abandoned: () => Promise<number>;
};
