import type { ContactRow } from "../api/wire.ts";

/** My contacts as the list has them: whose customer did something last comes first. */
export const orderMine = (
  contacts: ReadonlyMap<string, ContactRow>,
  activeAt: ReadonlyMap<string, number>,
): readonly ContactRow[] => {
  const at = ({ contactId }: ContactRow): number => activeAt.get(contactId) ?? 0;
  return [...contacts.values()]
    .filter(({ state }) => state !== "wrapup")
    .toSorted((a, b) => at(b) - at(a) || byId(a, b));
};

/** 待补小结: what is owed, oldest first, then what is still in its time. */
export const orderWrapUps = (contacts: ReadonlyMap<string, ContactRow>): readonly ContactRow[] =>
  [...contacts.values()]
    .filter(({ state }) => state === "wrapup")
    .toSorted((a, b) => owed(a) - owed(b) || (a.talkEndedAt ?? 0) - (b.talkEndedAt ?? 0) || byId(a, b));

const owed = ({ owedSince }: ContactRow): number => (owedSince === null ? 1 : 0);
const byId = (a: ContactRow, b: ContactRow): number => (a.contactId < b.contactId ? -1 : 1);

/** Whose customer waits longest for a word, else the next with something unread. */
export function mostUrgent(rows: readonly ContactRow[], except?: string): ContactRow | undefined {
  const others = rows.filter(
    ({ contactId, waitingSince, unread }) => contactId !== except && (waitingSince !== null || unread > 0),
  );
  return others.toSorted(
    (a, b) => (a.waitingSince ?? Number.MAX_SAFE_INTEGER) - (b.waitingSince ?? Number.MAX_SAFE_INTEGER),
  )[0];
}

/** Those whose customer has waited too long, the longest waiting first. */
export const overdue = (rows: readonly ContactRow[], now: number, targetMs: number): readonly ContactRow[] =>
  rows
    .filter(({ waitingSince }) => waitingSince !== null && now - waitingSince >= targetMs)
    .toSorted((a, b) => (a.waitingSince ?? 0) - (b.waitingSince ?? 0));
