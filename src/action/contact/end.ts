import { actorName } from "../../core/access/actor.ts";
import { SECOND } from "../../core/kernel/instant.ts";
import type { Action } from "../action.ts";
import { hangUp } from "../call/hang-up.ts";
import type { Stores } from "../ports.ts";
import { found, refuseOthers } from "./own.ts";

/** So long an end can be taken back (console section 4: resolve by misclick). */
export const UNDO_MS = 5 * SECOND;
/** A click at the last moment is still on its way. */
export const WIRE_MS = SECOND;
/** So far apart the clocks of two nodes may be. */
const CLOCKS_MS = 2 * SECOND;
const FINAL_MS = UNDO_MS + WIRE_MS + CLOCKS_MS;

type Ended = {
  readonly contactId: string;
  readonly conversationId: string;
  readonly dueAt: string;
  readonly undoUntil: string;
};

/**
 * 结束: the talk is over, the wrap-up begins and holds its unit until it is filled or owed. Where the queue wants it,
 * the fan is asked how it was once the end is final.
 * @throws Fault `contact_gone`, `contact_not_active`, `contact_not_yours`
 */
export const end: Action<{ readonly id: string }, Ended, Pick<Stores, "agent" | "contact">> = {
  id: "contact.ended",
  permission: "contact.serve",
  async run({ store, actor, at }, { id }) {
    const held = found(await store.contact.lock(id));
    await refuseOthers(store, held, actor, "active");
    const { policy } = await store.contact.policyOf(held);
    const dueAt = at + policy.wrapMs;
    const isAsked = policy.ratingInvite && held.surface === "private";
    const rating = isAsked ? { ratingDueAt: at + FINAL_MS } : {};
    const ended = { code: "ended", by: "agent", staff: actor.id, dueAt, ...rating } as const;
    const stamp = { actor: actorName(actor), at };
    await store.contact.step(held.contact, [ended], stamp);
    if (held.surface === "call") await hangUp(store, held.contact, stamp);
    // Its wrap-up holds no slot, as it held none.
    if (held.contact.sessionId === undefined) await store.contact.giveUp(held.contact, "wrapped_up", stamp);
    return {
      result: {
        contactId: id,
        conversationId: held.conversationId,
        dueAt: new Date(dueAt).toISOString(),
        undoUntil: new Date(at + UNDO_MS).toISOString(),
      },
      audit: [{ subject: "contact", subjectId: id }],
      wakes: [`staff:${actor.id}`],
    };
  },
};
