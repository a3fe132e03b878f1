import { actorName } from "../../core/access/actor.ts";
import { Fault } from "../../core/kernel/fault.ts";
import type { Action } from "../action.ts";
import type { Stores } from "../ports.ts";
import { HELD_MS, theSet } from "./look.ts";
import type { TodoState } from "./ports.ts";

type Store = Pick<Stores, "todo">;

type Taken = { readonly entryId: string | null };

/**
 * Takes the next entry with something to do that nobody else is at, after the one that she comes from; or just this one
 * (`only`). Null: there is none.
 * @throws Fault `set_gone`
 */
export const takeNext: Action<
  { readonly id: string; readonly after?: string | undefined; readonly only?: string | undefined },
  Taken,
  Store
> = {
  id: "todo.taken",
  permission: "knowledge.write",
  async run({ store, actor, at }, { id: setId, after, only }) {
    await theSet(store, setId);
    const taking = { setId, after, only, heldSince: at - HELD_MS };
    const entryId = await store.todo.take(taking, { at, by: actorName(actor) });
    // Whose it is for some minutes is nobody's history.
    return { result: { entryId }, audit: [] };
  },
};

type Decided = { readonly id: string; readonly state: TodoState; readonly reason?: string | undefined };

/**
 * Says that it is done, or why nothing is done about it, or that it is to be done after all.
 * @throws Fault `todo_gone`, `todo_settled`: somebody else was quicker
 */
export const settleTodo: Action<Decided, { readonly state: TodoState }, Store> = {
  id: "todo.settled",
  permission: "knowledge.write",
  async run({ store, actor, at }, { id, state, reason }) {
    const todo = await store.todo.byId(id);
    if (todo === undefined) throw new Fault("todo_gone", "There is no such thing to do any more.");
    const to = { state, reason: state === "dismissed" ? (reason ?? "") : null };
    if ((await store.todo.settle([id], to, { at, by: actorName(actor) })) === 0) {
      throw new Fault("todo_settled", "Somebody was quicker. Look again.");
    }
    return {
      result: { state },
      audit: [{ subject: "entry", subjectId: todo.entryId, data: { state, code: todo.todo.code } }],
    };
  },
};
