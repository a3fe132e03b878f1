/** What people may change of a ticket. Moments as ISO strings. */
export type TicketFields = {
  readonly state: "open" | "closed";
  readonly title: string | null;
  readonly reasonId: string | null;
  /** 1 urgent, 2 usual, 3 low. */
  readonly priority: 1 | 2 | 3;
  readonly assigneeId: string | null;
  readonly dueAt: string | null;
  readonly note: string | null;
};

/** What happened to a ticket itself; of words only that they changed. */
export type TicketEvent =
  | { readonly code: "closed" | "reopened" }
  | {
      readonly code: "changed";
      /** Names of the fields, joined by commas. */
      readonly fields: string;
      readonly priority?: number;
      readonly assigneeId?: string | null;
      readonly dueAt?: string | null;
      readonly reasonId?: string | null;
    };

const TOLD = ["priority", "assigneeId", "dueAt", "reasonId"] as const;
const WORDS = ["title", "note"] as const;

/** The events that make one of the other; none where nothing changed. */
export function ticketChanges(before: TicketFields, after: TicketFields): readonly TicketEvent[] {
  const fields = [...WORDS, ...TOLD].filter((field) => before[field] !== after[field]);
  const told = Object.fromEntries(
    TOLD.filter((field) => fields.includes(field)).map((field) => [field, after[field]]),
  );
  const changed: readonly TicketEvent[] =
    fields.length === 0 ? [] : [{ code: "changed", fields: fields.join(","), ...told }];
  if (before.state === after.state) return changed;
  return [...changed, { code: after.state === "closed" ? "closed" : "reopened" }];
}
