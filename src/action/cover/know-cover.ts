import type { Action } from "../action.ts";
import type { Stores } from "../ports.ts";

/** She has looked at what was said meanwhile. */
export const knowCover: Action<{ readonly id: string }, void, Pick<Stores, "cover">> = {
  id: "cover.known",
  permission: "contact.serve",
  async run({ store, actor, at }, { id }) {
    await store.cover.know(id, actor.id, at);
    // Her own mark, as a read one is.
    return { result: undefined, audit: [], wakes: [`staff:${actor.id}`] };
  },
};
