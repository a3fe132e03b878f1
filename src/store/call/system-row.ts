import type { CtiSecrets, CtiSystem } from "../../action/call/ports.ts";
import type { Vault } from "../secret/vault.ts";

/** Its calls' account is of this platform: no adapter has it, and none is looked for. */
export const CALL_PLATFORM = "call";

export const SYSTEM = /* sql */ `
  SELECT y.id, a.name, a.state, a.queue_id AS "queueId", a.config, a.version, y.at, y.panel_origins AS "panelOrigins", coalesce(s.name, y.by) AS by,
    y.heard_at AS "heardAt"
  FROM cti_system y JOIN account a ON a.id = y.id LEFT JOIN staff s ON y.by = 'staff:' || s.id`;

export type SystemRow = Omit<CtiSystem, "url"> & { readonly config: Readonly<Record<string, unknown>> };

export const rowOf = (id: string) => ({ table: "account", id, kind: CALL_PLATFORM }) as const;

/** With its secrets; one that no key here opens is missing. */
export function openSystem(vault: Vault, { config, ...row }: SystemRow): CtiSystem & CtiSecrets {
  const { settings } = vault.open(rowOf(row.id), config);
  const text = (name: string): string | undefined => {
    const value = settings[name];
    return typeof value === "string" ? value : undefined;
  };
  return { ...row, url: text("url") ?? null, numberKey: text("numberKey"), signKey: text("signKey") };
}
