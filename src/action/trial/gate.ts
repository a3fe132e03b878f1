import { Fault } from "../../core/kernel/fault.ts";
import type { Writing } from "../../core/knowledge/writing.ts";
import { matchedBy } from "../../core/trial/moved.ts";
import type { Known } from "../knowledge/ports.ts";
import type { Stores } from "../ports.ts";
import type { Trial } from "./ports.ts";

/**
 * What lets a publication through. "free": it brings back what was there, or begins a whole knowledge, and is not held
 * up. Otherwise it was tried out, and nothing spoke against it, or somebody has said why it is published all the same.
 */
export type Gate = "free" | { readonly despite?: string | undefined };

/**
 * The trial that lets this publication through; undefined: it needs none.
 * @throws Fault `entry_untried`; `entry_worse` {trial, n}
 */
export async function theTrial(
  store: Pick<Stores, "knowledge" | "trial">,
  { id, accountId, published }: Pick<Known, "id" | "accountId" | "published">,
  writing: Writing,
  gate: Gate,
): Promise<Pick<Trial, "id" | "doubts"> | undefined> {
  if (gate === "free") return undefined;
  const words = matchedBy(writing);
  const live = published === null ? undefined : await store.knowledge.version(id, published);
  if (live !== undefined && matchedBy(live.writing) === words) return undefined;
  const trial = await store.trial.fitting(id, words, await store.trial.base(accountId));
  if (trial === undefined) throw new Fault("entry_untried", "It has not been tried out as it is now.");
  if (trial.doubts.length === 0 || gate.despite !== undefined) return trial;
  const n = trial.doubts.reduce((sum, doubt) => sum + doubt.n, 0);
  const told = `Published like this, ${n} questions would be served worse.`;
  throw new Fault("entry_worse", told, { trial: trial.id, n });
}
