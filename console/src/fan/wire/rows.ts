import type { Match, MatchStep } from "../../../../src/http/contract/fan/match.ts";
import type { CallEntry, Entered, LedgerEntry, PushEntry } from "../../../../src/http/contract/fan/view.ts";

/** What the platform saw, in the order of time; what our side made of a webhook stands in its row. */
export type Row =
  | {
      readonly kind: "push";
      readonly key: string;
      readonly at: number;
      readonly entry: Entered & PushEntry;
      readonly steps: readonly MatchStep[];
    }
  | { readonly kind: "call"; readonly key: string; readonly at: number; readonly entry: Entered & CallEntry }
  | { readonly kind: "step"; readonly key: string; readonly at: number; readonly step: MatchStep };

/** Events of ours that say nothing to a fan's mind. */
const SILENT: ReadonlySet<string> = new Set([
  "due",
  "wrapup_owed",
  "wrapped_up",
  "note_added",
  "consulted",
  "consult_ended",
  "joined",
  "parted",
  "orphaned",
  "adopted",
]);

export function rowsOf(ledger: readonly LedgerEntry[], match: Match | undefined): readonly Row[] {
  const steps = (match?.steps ?? []).filter(({ code }) => !SILENT.has(code));
  const placed = new Set<MatchStep>();
  const wire = ledger.map((entry): Row => {
    const { n, at } = entry;
    if (entry.kind === "call") return { kind: "call", key: `w${n}`, at, entry };
    const own = entry.forged ? [] : steps.filter((step) => !placed.has(step) && isDuring(step.at, entry));
    for (const step of own) placed.add(step);
    return { kind: "push", key: `w${n}`, at, entry, steps: own };
  });
  const later = steps
    .filter((step) => !placed.has(step))
    .map((step): Row => ({ kind: "step", key: step.key, at: step.at, step }));
  return [...wire, ...later].toSorted((a, b) => a.at - b.at);
}

/** The door stamps a message when it comes: after the platform's call, before its own answer. */
function isDuring(at: number, { at: pushedAt, attempts }: Entered & PushEntry): boolean {
  const last = attempts.at(-1);
  const end = last === undefined ? pushedAt : last.at + (last.tookMs ?? Number.POSITIVE_INFINITY);
  return at >= pushedAt && at <= end;
}
