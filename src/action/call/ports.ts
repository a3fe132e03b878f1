import type { Person } from "../../core/desk/desk.ts";
import type { CallReport, CallReports, Call } from "../../core/call/call.ts";
import type { Contact } from "../../core/contact/contact.ts";
import type { ContactEvent, Opening } from "../../core/contact/event.ts";
import type { Instant } from "../../core/kernel/instant.ts";

/** A telephone system that reports its calls, by its key. */
export type CtiSystem = {
  readonly id: string;
  readonly name: string;
  readonly state: "active" | "off";
  /** Where its calls belong whose queue it does not say. */
  readonly queueId: string | null;
  /** Where it takes orders to dial; null: nowhere. */
  readonly url: string | null;
  /** Whose pages may frame the panel. */
  readonly panelOrigins: readonly string[];
  readonly at: Instant;
  /** Name of who made it. */
  readonly by: string;
  readonly heardAt: Instant | null;
  readonly version: number;
};

/** With what no browser is shown. */
export type CtiSecrets = {
  /** By which numbers are hashed; undefined where no key of the house opens it. */
  readonly numberKey: string | undefined;
  /** By which orders to dial are signed. */
  readonly signKey: string | undefined;
};

/** A call under its lock. */
export type HeldCall = {
  readonly id: string;
  readonly reports: CallReports;
  readonly conversationId: string | null;
  readonly contactId: string | null;
};

export type CallPlace = { readonly conversationId: string; readonly contactId: string };

export type CallStore = {
  readonly systemOf: (keyHash: string) => Promise<(CtiSystem & CtiSecrets) | undefined>;
  /** Counts one report in this minute: how many there were in it. */
  readonly count: (systemId: string, at: Instant) => Promise<number>;
  readonly seatId: (number: string) => Promise<string | undefined>;
  /** By her login or her employee number. */
  readonly staffId: (name: string) => Promise<string | undefined>;
  /** Who sat there then; who sits there now where the telephone system's clock is only a little off. */
  readonly taker: (
    where: { readonly seatId: string } | { readonly staffId: string },
    then: Instant,
    now: Instant,
  ) => Promise<CallReport["taker"]>;
  readonly queueId: (key: string) => Promise<string | undefined>;
  /** The queue, of those that she is seated with, where a call of hers belongs. */
  readonly queueFor: (
    staffId: string,
    wished: { readonly reported: string | undefined; readonly usual: string | null },
  ) => Promise<string | undefined>;
  /** Known from now on, and locked. */
  readonly lock: (systemId: string, externalId: string, id: string, at: Instant) => Promise<HeldCall>;
  readonly keep: (held: HeldCall, report: CallReport, after: Call, at: Instant) => Promise<void>;
  /** Opens its contact in a conversation of its own. */
  readonly open: (
    call: { readonly id: string; readonly externalId: string; readonly systemId: string } & Call,
    event: ContactEvent & { readonly opens: Opening },
    at: Instant,
  ) => Promise<CallPlace & { readonly contact: Contact }>;
  /** Whose number it is may be told later than that it rings. */
  readonly identify: (
    call: { readonly externalId: string; readonly systemId: string } & Call,
    conversationId: string,
    at: Instant,
  ) => Promise<void>;
  readonly customerOf: (conversationId: string) => Promise<string | null>;
  readonly ofConversation: (conversationId: string) => Promise<CallSeen | undefined>;
  /** One person from now on: both identities lead to one customer. False: they did already. */
  readonly join: (
    caller: string,
    other: string,
    stamp: { readonly id: string; readonly at: Instant; readonly by: string },
  ) => Promise<boolean>;
};

/** As the desk shows it. */
export type CallSeen = {
  readonly state: Call["state"];
  readonly direction: Call["direction"];
  readonly masked: string | null;
  readonly recording: string | null;
  readonly startedAt: Instant;
  readonly answeredAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly customerId: string | null;
  /** Where the same customer has written last, where she has. */
  readonly writes: { readonly conversationId: string; readonly name: string | null } | null;
};

export type CtiStore = {
  readonly list: () => Promise<readonly CtiSystem[]>;
  readonly byId: (id: string) => Promise<(CtiSystem & CtiSecrets) | undefined>;
  readonly create: (
    system: Pick<CtiSystem, "id" | "name" | "queueId" | "url" | "panelOrigins"> &
      CtiSecrets & { readonly keyHash: string },
    stamp: { readonly at: Instant; readonly by: string },
  ) => Promise<void>;
  /** Raced where the version is another by now. */
  readonly update: (
    system: Pick<CtiSystem, "id" | "version">,
    change: Pick<CtiSystem, "name" | "queueId" | "url" | "panelOrigins" | "state"> &
      CtiSecrets & { readonly keyHash: string | undefined },
  ) => Promise<void>;
};

/** Whose calls she sees beside her own: of these queues; null: of all. */
export type MissedReach = {
  readonly staffId: string;
  readonly queues: readonly string[] | null;
  readonly since: Instant;
};

/** A call that reached nobody. */
export type MissedCall = {
  readonly id: string;
  readonly at: Instant;
  readonly masked: string | null;
  /** What we call who has this number. */
  readonly name: string | null;
  /** At whose seat it rang; null: at nobody's who was there. */
  readonly rang: Person | null;
  readonly queueName: string | null;
  readonly system: string;
  readonly mayCall: boolean;
  /** The same number has been talked to since. */
  readonly reachedAt: Instant | null;
  /** Who calls back, and where. */
  readonly back: Person | null;
  readonly backAt: Instant | null;
  readonly conversationId: string | null;
};

export type HeldMissed = {
  readonly id: string;
  readonly systemId: string;
  readonly externalId: string;
  readonly numberHash: string | null;
  readonly queueId: string | null;
  readonly back: (CallPlace & { readonly staffId: string; readonly name: string }) | null;
};

export type MissedStore = {
  /** The newest first. */
  readonly list: (reach: MissedReach) => Promise<readonly MissedCall[]>;
  readonly lock: (id: string, reach: MissedReach) => Promise<HeldMissed | undefined>;
  /** A conversation of its own with whoever has the number. */
  readonly open: (
    call: HeldMissed,
    event: ContactEvent & { readonly opens: Opening },
    at: Instant,
  ) => Promise<CallPlace>;
  readonly take: (
    id: string,
    by: { readonly staffId: string; readonly contactId: string },
    at: Instant,
  ) => Promise<void>;
};
