import type { CrmConnector } from "../../../core/ticket/connector.ts";
import type { PlatformAnswer, SeenCall } from "../sending/sending-driver.ts";

/** What a CRM holds of one ticket. */
export type HeldTicket = {
  readonly externalId: string;
  readonly open: boolean;
  /** All that is written there, in order. */
  readonly text: string;
};

/** A CRM that holds nothing yet: a real one, or one that remembers as the real one does. */
export type CrmDriver = {
  readonly open: (base: string, fetch: typeof globalThis.fetch) => CrmConnector;
  /** One call of its interface. */
  readonly handle: (call: SeenCall) => PlatformAnswer | Promise<PlatformAnswer>;
  readonly held: () => readonly HeldTicket[] | Promise<readonly HeldTicket[]>;
};

/** How a CRM's statuses are to be understood. */
export type CrmStatuses = {
  /** A person has to change the connection. */
  readonly shutBy: readonly number[];
  /** This ticket will not be taken as it is. */
  readonly refusedBy: number;
};
