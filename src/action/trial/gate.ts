import { Fault } from "../../core/kernel/fault.ts";
import type { Writing } from "../../core/knowledge/writing.ts";
import { matchedBy, matchedByAll } from "../../core/trial/moved.ts";
import type { Known } from "../knowledge/ports.ts";
import type { Stores } from "../ports.ts";
import type { Trial, Trying } from "./ports.ts";

/**
 * What lets a publication through. "free": it brings back what was there, or begins a whole knowledge, and is not held
 * up. Otherwise it was tried out, and nothing spoke against it, or somebody has said why it is published all the same.
 */
export type Gate = "free" | { readonly despite?: string | undefined };

type Published = Pick<Known, "id" | "accountId" | "published"> & { readonly writing: Writing };

/** What of this moves any question: a changed answer alone does not. */
export async function movedOf(
  store: Pick<Stores, "knowledge">,
  published: readonly Published[],
): Promise<readonly Trying[]> {
  const moved: Trying[] = [];
  for (const { id: entryId, accountId, published: was, writing } of published) {
    const live = was === null ? undefined : await store.knowledge.version(entryId, was);
    if (live === undefined || matchedBy(live.writing) !== matchedBy(writing)) {
      moved.push({ entryId, accountId, writing });
    }
  }
  return moved;
}

/** A trial of several is kept under one of them: its words say of which. */
export const namedBy = (tried: readonly Trying[]): string =>
  tried.map(({ entryId }) => entryId).toSorted()[0] ?? "";

/**
 * The trial that lets this publication through, of all that is in it together; undefined: it needs none.
 * @throws Fault `entry_untried`; `entry_worse` {trial, n}
 */
export async function theTrial(
  store: Pick<Stores, "knowledge" | "trial">,
  published: readonly Published[],
  gate: Gate,
): Promise<Pick<Trial, "id" | "doubts"> | undefined> {
  if (gate === "free") return undefined;
  const moved = await movedOf(store, published);
  const [one] = moved;
  if (one === undefined) return undefined;
  const base = await store.trial.base(one.accountId);
  const trial = await store.trial.fitting(namedBy(moved), matchedByAll(moved), base);
  if (trial === undefined) throw new Fault("entry_untried", "It has not been tried out as it is now.");
  if (trial.doubts.length === 0 || gate.despite !== undefined) return trial;
  const n = trial.doubts.reduce((sum, doubt) => sum + doubt.n, 0);
  const told = `Published like this, ${n} questions would be served worse.`;
  throw new Fault("entry_worse", told, { trial: trial.id, n });
}
