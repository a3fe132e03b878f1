import type { Instant } from "../../core/kernel/instant.ts";

/** One line of the audit. */
export type AuditRow = {
  readonly id: string;
  readonly at: Instant;
  /** "staff:<id>", "public", "system". */
  readonly actor: string;
  /** Her name today, where it was a person. */
  readonly actorName: string | null;
  readonly action: string;
  readonly subject: string;
  readonly subjectId: string;
  readonly data: Readonly<Record<string, unknown>>;
};

export type AuditFilter = {
  readonly subject?: string | undefined;
  readonly subjectId?: string | undefined;
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
};

export type AuditStore = {
  /** The newest first, those before this id. */
  readonly list: (
    filter: AuditFilter,
    page: { readonly before: string | undefined; readonly limit: number },
  ) => Promise<readonly AuditRow[]>;
};
