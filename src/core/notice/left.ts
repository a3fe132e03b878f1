/** What happened between a fan and one template of notices, in the order of time. */
export type NoticeEntry =
  /** She was asked; or she, or the platform's word, has changed what holds for all that she had agreed to. */
  | { readonly kind: "answered"; readonly accepted: boolean; readonly inSettings: boolean }
  /** Given to the platform, and not provably refused. */
  | { readonly kind: "sent" };

/**
 * How many notices of a template the fan has agreed to; Infinity where she has for good. Of a one-time subscription one
 * yes is one notice (protocols §1.11), and a no takes none back, unless she says it in her settings.
 */
export function noticesLeft(once: boolean, entries: readonly NoticeEntry[]): number {
  let left = 0;
  for (const entry of entries) left = after(entry, left, once);
  return left;
}

function after(entry: NoticeEntry, left: number, once: boolean): number {
  if (entry.kind === "sent") return Math.max(0, left - 1);
  const { accepted, inSettings } = entry;
  if (!accepted) return inSettings ? 0 : left;
  // Turned on again in the settings, a yes still has to be given each time.
  if (once) return inSettings ? left : left + 1;
  return Infinity;
}
