import { EMPTY, type Writing } from "../entry.ts";

/** What somebody has typed and not saved, with the version that she began with. */
export type Unsaved = { readonly version: number; readonly writing: Writing };

const keyOf = (staffId: string, name: string): string => `seatbridge.entry.${staffId}.${name}`;

/** Kept on this device until it is saved or given up: a reload, a crash or a night loses nothing. */
export function keepUnsaved(staffId: string, name: string, unsaved: Unsaved | undefined): void {
  try {
    if (unsaved === undefined) localStorage.removeItem(keyOf(staffId, name));
    else localStorage.setItem(keyOf(staffId, name), JSON.stringify(unsaved));
  } catch {
    // A device that keeps nothing: leaving the page asks first all the same.
  }
}

export function keptUnsaved(staffId: string, name: string): Unsaved | undefined {
  try {
    const kept = JSON.parse(localStorage.getItem(keyOf(staffId, name)) ?? "null") as Partial<Unsaved> | null;
    if (typeof kept?.version !== "number" || typeof kept.writing?.title !== "string") return undefined;
    return { version: kept.version, writing: { ...EMPTY, ...kept.writing } };
  } catch {
    return undefined;
  }
}
