import type { Instant } from "../../core/kernel/instant.ts";
import type { Probed, Settings } from "../../core/ticket/connector.ts";

/** Which kinds of CRM this build can log to, and what their settings are like. */
export type ConnectorKinds = {
  readonly names: readonly string[];
  /** Settings as they are kept; or which fields are wrong. */
  readonly read: (
    kind: string,
    settings: Settings,
  ) => { readonly settings: Settings } | { readonly wrong: readonly string[] };
  /** The settings that no browser is shown; undefined for a kind that this build does not have. */
  readonly secretsOf: (kind: string) => readonly string[] | undefined;
  /** Where a person finds a ticket in the CRM. */
  readonly linkOf: (kind: string, settings: Settings, externalId: string) => string | undefined;
};

/** Tries a connection, within its own time limit; never throws. */
export type Probe = (kind: string, settings: Settings) => Promise<Probed>;

/** A connection to a CRM, and how much of its work is left. */
export type Connector = {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  /** With its secrets. */
  readonly settings: Settings;
  /** shut: it takes nothing until a person changes the connection (code: why). */
  readonly state: "active" | "paused" | "shut";
  readonly code: string | null;
  readonly version: number;
  readonly createdAt: Instant;
  /** Tickets that it still has to hear of, and since when the oldest waits. */
  readonly due: number;
  readonly dirtySince: Instant | null;
  /** Tickets that wait for a person. */
  readonly dead: number;
};

export type ConnectorChange = Partial<Pick<Connector, "name" | "settings" | "code">> & {
  readonly state?: Connector["state"] | "removed";
};

/** A ticket that a CRM did not take as it is. */
export type DeadLetter = {
  readonly ticketId: string;
  readonly number: number;
  readonly code: string | null;
  /** The CRM's own words. */
  readonly detail: string | null;
  readonly since: Instant | null;
};

/** What one connection has of a ticket. */
export type TicketDelivery = {
  readonly kind: string;
  readonly name: string;
  readonly settings: Settings;
  readonly state: "recorded" | "waiting" | "dead";
  readonly externalId: string | null;
  /** When it was recorded; else, since when it waits. */
  readonly since: Instant;
  readonly code: string | null;
};

export type ConnectorStore = {
  /** Without those that are removed, as everywhere here. */
  readonly list: () => Promise<readonly Connector[]>;
  readonly byId: (id: string) => Promise<Connector | undefined>;
  readonly isNameTaken: (name: string, butId: string | undefined) => Promise<boolean>;
  readonly create: (
    connector: Pick<Connector, "id" | "kind" | "name" | "settings">,
    at: Instant,
  ) => Promise<void>;
  /** Raises the version. Throws raced where it is not the one that was read. */
  readonly update: (
    connector: Pick<Connector, "id" | "kind" | "version">,
    change: ConnectorChange,
  ) => Promise<void>;
  /** What waits out a pause is due now. */
  readonly hasten: (id: string) => Promise<void>;
  /** The newest tickets first. */
  readonly dead: (
    id: string,
    page: { readonly before: string | undefined; readonly limit: number },
  ) => Promise<readonly DeadLetter[]>;
  /** Makes dead letters due again: all, or this ticket's. Returns how many. */
  readonly replay: (id: string, ticketId: string | undefined) => Promise<number>;
  readonly ofTicket: (ticketId: string) => Promise<readonly TicketDelivery[]>;
};
