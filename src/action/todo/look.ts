import { Fault } from "../../core/kernel/fault.ts";
import { MINUTE } from "../../core/kernel/instant.ts";
import { theAccount } from "../account/rules.ts";
import { actorName } from "../../core/access/actor.ts";
import type { Query } from "../action.ts";
import { iso, isoOrNull } from "../knowledge/shown.ts";
import type { Stores } from "../ports.ts";
import type { AskedTodos, ListedSet, ListedTodo, TodoState } from "./ports.ts";

type Store = Pick<Stores, "account" | "todo">;

export type ShownSet = Omit<ListedSet, "at"> & { readonly at: string };

/** Tables that were imported for an account, with what is left of each. @throws Fault `account_gone` */
export const listSets: Query<{ readonly accountId: string }, { readonly items: readonly ShownSet[] }, Store> =
  {
    permission: "knowledge.read",
    async ask({ store }, { accountId }) {
      await theAccount(store, accountId);
      const sets = await store.todo.sets(accountId);
      return { items: sets.map((set) => ({ ...set, at: iso(set.at) })) };
    },
  };

type ShownHand = { readonly by: string; readonly at: string; readonly isMine: boolean };
export type ShownTodo = Omit<ListedTodo, "at" | "hand" | "n" | "setId"> & {
  readonly at: string | null;
  readonly hand: ShownHand | null;
};

export type TodoPage = {
  readonly items: readonly ShownTodo[];
  readonly next: string | null;
  readonly counts: Readonly<Record<TodoState, number>>;
};

/** Who has done nothing for so long is not at it any more. */
export const HELD_MS = 10 * MINUTE;

/** @throws Fault `set_gone` */
export const listTodos: Query<AskedTodos, TodoPage, Store> = {
  permission: "knowledge.read",
  async ask({ store, actor, at }, asked) {
    await theSet(store, asked.setId);
    const { items, next } = await store.todo.list(asked, actorName(actor), at - HELD_MS);
    return { items: items.map(shownTodo), next, counts: await store.todo.counts(asked.setId) };
  },
};

function shownTodo(listed: ListedTodo): ShownTodo {
  const { id, entryId, otherId, todo, state, title, reason, at, by, hand } = listed;
  const shown = { id, entryId, otherId, todo, state, title, reason, by };
  return { ...shown, at: isoOrNull(at), hand: hand && { ...hand, at: iso(hand.at) } };
}

/** @throws Fault `set_gone` */
export async function theSet(
  store: Pick<Store, "todo">,
  id: string,
): Promise<{ readonly accountId: string }> {
  const set = await store.todo.set(id);
  if (set === undefined) throw new Fault("set_gone", "There is no such list any more.");
  return set;
}
