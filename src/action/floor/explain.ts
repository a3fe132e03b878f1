import { scopeOf } from "../../core/access/actor.ts";
import type { Explanation } from "../../core/assignment/explain/explanation.ts";
import { explainNow } from "../../core/assignment/explain/replay.ts";
import { openMirror } from "../../core/assignment/mirror/mirror.ts";
import { Fault } from "../../core/kernel/fault.ts";
import type { Query } from "../action.ts";
import type { Chained } from "../contact/ports.ts";
import type { Stores } from "../ports.ts";

export type Explained = {
  readonly explanation: Explanation;
  readonly names: ReadonlyMap<string, string>;
  /** How it came there from agent to agent. Without the notes: who looks after a floor need not see the talk. */
  readonly chain: Pick<Chained, "steps" | "names">;
};

/**
 * Who would get a contact now, and why each of the others not: by the engine itself, on a floor that is opened from
 * the same rows as the one that seats.
 * @throws Fault `contact_gone`: it is not on the floor, or in no queue of hers
 */
export const explainContact: Query<{ readonly id: string }, Explained, Pick<Stores, "floor" | "passing">> = {
  permission: "floor.read",
  async ask({ store, actor, at }, { id }) {
    const around = await store.floor.around(id, at);
    const explanation = around && explainNow(openMirror(around.floor, at), id);
    const scope = scopeOf(actor, "floor.read");
    if (explanation === undefined || (scope !== "all" && !scope.includes(explanation.queueId)))
      throw new Fault("contact_gone", "There is no such contact.");
    const { steps = [], names = new Map() } = (await store.passing.chain(id)) ?? {};
    return { explanation, names: around?.names ?? new Map(), chain: { steps, names } };
  },
};
