import type { Known } from "../knowledge/ports.ts";
import type { Store } from "../knowledge/rules.ts";
import type { Writing } from "../../core/knowledge/writing.ts";

/** A draft as whoever chose it has seen it. */
export type ChosenDraft = { readonly id: string; readonly version: number };

export type FoundDraft = Known & {
  readonly writing: Writing;
  readonly version: number;
  /** It is the account's, and still as it was seen. */
  readonly isSeen: boolean;
};

/** Each once, in the order of their ids; what is gone is not there. */
export async function draftsOf(
  store: Pick<Store, "knowledge">,
  accountId: string,
  chosen: readonly ChosenDraft[],
): Promise<readonly FoundDraft[]> {
  const versions = new Map(chosen.map(({ id, version }) => [id, version]));
  const found: FoundDraft[] = [];
  for (const [id, seen] of [...versions].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const known = await store.knowledge.known(id);
    const draft = await store.knowledge.draft(id);
    if (known === undefined || draft === undefined) continue;
    const isSeen = known.accountId === accountId && draft.version === seen;
    found.push({ ...known, writing: draft.writing, version: draft.version, isSeen });
  }
  return found;
}
