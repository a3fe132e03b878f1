import type { Action } from "../action.ts";
import type { Held } from "../contact/ports.ts";
import { completed, fill, type FillStore, type Form } from "./fill.ts";

type Filled = { readonly filled: string[]; readonly skipped: string[] };

/**
 * 批量补小结: the same for several contacts of hers, all or none. What is not to be wrapped up any more, by her, is
 * passed over.
 * @throws Fault those of the form
 */
export const fillWrapUps: Action<Form & { readonly contactIds: readonly string[] }, Filled, FillStore> = {
  id: "contact.wrapped_up",
  permission: "contact.serve",
  async run(context, { contactIds, ...form }) {
    const { store, actor } = context;
    // Every lock before the first write, and conversations before her session: nobody waits in a circle.
    const locked: Held[] = [];
    for (const id of await store.contact.inLockOrder([...new Set(contactIds)])) {
      const held = await store.contact.lock(id);
      if (held !== undefined) locked.push(held);
    }
    const own = locked.filter(({ contact }) => contact.state === "wrapup" && contact.ownerId === actor.id);
    for (const held of own) await fill(context, held, await completed(context, held, form), form);
    const filled = own.map(({ contact }) => contact.id);
    return {
      result: { filled, skipped: contactIds.filter((id) => !filled.includes(id)) },
      audit: filled.map((id) => ({ subject: "contact", subjectId: id, data: { together: filled.length } })),
      wakes: [`staff:${actor.id}`, "seat"],
    };
  },
};
