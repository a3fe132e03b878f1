/** One thing that happened to a ticket or in its contacts, in words, as a CRM is told it. */
export type RecordEntry = {
  /** `subject:number`, the same for every try: a contact's or the ticket's own id, and the event's number in it. */
  readonly id: string;
  /** ISO 8601. */
  readonly at: string;
  /** The event's code. */
  readonly code: string;
  readonly by: { readonly kind: "fan" | "bot" | "system" | "staff"; readonly name?: string };
  /** One or several lines of plain text. A fan's words are data: whoever shows them escapes them. */
  readonly text: string;
};

/** A ticket as a CRM keeps it: as it is now, and what has happened since it was told last. */
export type TicketRecord = {
  /** Ours, the same for ever: what a CRM finds it by. */
  readonly ticketId: string;
  /** Under which people know it, as `GD-1004`. */
  readonly number: string;
  readonly title: string;
  readonly state: "open" | "closed";
  /** 1 urgent, 2 usual, 3 low. */
  readonly priority: 1 | 2 | 3;
  readonly openedAt: string;
  readonly closedAt: string | null;
  readonly dueAt: string | null;
  readonly reason: string | null;
  readonly assignee: string | null;
  readonly fan: { readonly externalId: string; readonly name: string | null };
  readonly account: { readonly name: string; readonly platform: string };
  /** In the order in which it happened. */
  readonly entries: readonly RecordEntry[];
};

/** What is known after one try to record. */
export type Recorded =
  /** `externalId` is the CRM's own id of it. */
  | { readonly kind: "recorded"; readonly externalId: string }
  /** Nothing of this ticket will be taken as it is: it waits for a person. */
  | { readonly kind: "refused"; readonly code: string; readonly detail?: string }
  /** Not reached, overloaded, or nobody knows: tried again, which is harmless. */
  | { readonly kind: "unavailable"; readonly code: string; readonly afterMs?: number }
  /** Nothing at all will be taken (key, address, rights): a person has to change the connection. */
  | { readonly kind: "shut"; readonly code: string; readonly detail?: string };

/** A CRM that tickets are logged to. */
export type CrmConnector = {
  readonly name: string;
  /**
   * One try. It may be a repeat of one that was taken: what is there already must not be made again. Before it makes
   * a ticket it looks for one under our id, unless `externalId` names it.
   */
  readonly record: (
    ticket: TicketRecord,
    externalId: string | undefined,
    signal: AbortSignal,
  ) => Promise<Recorded>;
  /** Whether it would take something, without leaving anything. */
  readonly probe: (signal: AbortSignal) => Promise<Probed>;
};

/** What is known after a connection was tried. */
export type Probed = Exclude<Recorded, { kind: "recorded" }> | { readonly kind: "ready" };

/** What a connection needs, by its kind's own schema; with its secrets. */
export type Settings = Readonly<Record<string, unknown>>;

/** The settings that a browser may see. */
export const withoutSecrets = (settings: Settings, secrets: readonly string[]): Settings =>
  Object.fromEntries(Object.entries(settings).filter(([name]) => !secrets.includes(name)));

/** New settings, with the secrets that stay as they were since nobody gave others; null gives one up. */
export function withKeptSecrets(given: Settings, before: Settings, secrets: readonly string[]): Settings {
  const kept = secrets.filter((name) => given[name] === undefined && before[name] !== undefined);
  const named = Object.entries(given).filter(([name, value]) => value !== null || !secrets.includes(name));
  return Object.fromEntries([...named, ...kept.map((name) => [name, before[name]])]);
}

/** Where a connection leads: scheme, host and port. What is kept for one server is not sent to another. */
export const serverOf = ({ url }: Settings): string =>
  typeof url === "string" ? (/^[^:]*:\/\/[^/?#]*/.exec(url.toLowerCase())?.[0] ?? "") : "";

/** Each subject's last event that was told. Numbers of one subject are drawn under its lock, so none comes late. */
export type Positions = Readonly<Record<string, number>>;

/** The positions after these entries. */
export function positionsAfter(
  before: Positions,
  told: readonly { subjectId: string; seq: number }[],
): Positions {
  const after: Record<string, number> = { ...before };
  for (const { subjectId, seq } of told) after[subjectId] = Math.max(seq, after[subjectId] ?? 0);
  return after;
}
