import { type Actor, actorName } from "../../core/access/actor.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import { isSettled, type Standing } from "../../core/knowledge/todo.ts";
import { createProblemsIn, type LimitOf, type Store } from "../knowledge/rules.ts";

type Doing = {
  readonly store: Store;
  readonly limitOf: LimitOf;
  readonly actor: Actor;
  readonly at: Instant;
};

/**
 * Ticks what nothing is left to do about any more, now that these entries are other than they were: by whoever has
 * changed them. Called by all that writes, publishes, withdraws or gives up.
 */
export async function tickTodos(
  { store, limitOf, actor, at }: Doing,
  entryIds: readonly string[],
): Promise<void> {
  const open = await store.todo.about(entryIds);
  if (open.length === 0) return;
  const problemsIn = await createProblemsIn(store, limitOf);
  const ids = open.flatMap(({ entryId, otherId }) => (otherId === null ? [entryId] : [entryId, otherId]));
  const standings = new Map<string, Standing>();
  for (const { id, accountId, writing, counts } of await store.knowledge.written([...new Set(ids)])) {
    if (counts) standings.set(id, { writing, problems: problemsIn({ accountId, writing, at }) });
  }
  const settled = open.filter(({ entryId, otherId, todo }) =>
    isSettled(todo, standings.get(entryId), otherId === null ? undefined : standings.get(otherId)),
  );
  if (settled.length === 0) return;
  const to = { state: "done", reason: null } as const;
  const settledIds = settled.map(({ id }) => id);
  await store.todo.settle(settledIds, to, { at, by: actorName(actor) });
}
