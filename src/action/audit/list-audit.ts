import type { Query } from "../action.ts";
import type { Stores } from "../ports.ts";
import type { AuditFilter, AuditRow } from "./ports.ts";

export type ShownAudit = Omit<AuditRow, "at"> & { readonly at: string };

/** Who did what, the newest first. */
export const listAudit: Query<
  AuditFilter & { readonly after?: string | undefined; readonly limit: number },
  { readonly items: readonly ShownAudit[]; readonly next: string | null },
  Pick<Stores, "audit">
> = {
  permission: "audit.read",
  async ask({ store }, { after, limit, ...filter }) {
    const found = await store.audit.list(filter, { before: after, limit: limit + 1 });
    const items = found.slice(0, limit).map((row) => ({ ...row, at: new Date(row.at).toISOString() }));
    return { items, next: found.length > limit ? (items.at(-1)?.id ?? null) : null };
  },
};
