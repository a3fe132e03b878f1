import { actorName } from "../../core/access/actor.ts";
import { noteWords } from "../../core/conversation/written.ts";
import { Fault } from "../../core/kernel/fault.ts";
import type { Action, Query } from "../action.ts";
import type { FloorQueue } from "../floor/ports.ts";
import type { Stores } from "../ports.ts";
import { queueGone, theQueue } from "../queue/rules.ts";
import { found, refuseOthers } from "./own.ts";

type Transferred = { readonly contactId: string; readonly conversationId: string };

/**
 * 转接 to a queue, with a note for whoever takes it. The sender is free at once and is not offered it again; the fan
 * keeps the age that she has, unless the sender says otherwise (seats section 2.9).
 * @throws Fault `contact_gone`, `contact_not_active`, `contact_not_yours`, `queue_gone`, `transfer_limit` {max},
 * `reply_empty`, `reply_too_long`
 */
export const transfer: Action<
  {
    readonly id: string;
    readonly queueId: string;
    readonly note: string;
    readonly keepsAge: boolean;
  },
  Transferred,
  Pick<Stores, "contact" | "queue">
> = {
  id: "contact.transferred",
  permission: "contact.serve",
  async run({ store, actor, at }, { id, queueId, note, keepsAge }) {
    const held = found(await store.contact.lock(id));
    await refuseOthers(store, held, actor, "active");
    const queue = await theQueue(store, queueId);
    if (queue.state !== "active") throw queueGone();
    const { contact, conversationId } = held;
    const { policy } = await store.contact.policyOf(held);
    refuseTooMany(contact.transfers ?? 0, policy.transferMax);

    const stamp = { actor: actorName(actor), at };
    const text = noteWords(note);
    const writing = { staffId: actor.id, internal: true, contents: [{ kind: "text", text }] } as const;
    const [seq = 0] = await store.contact.write(held, writing, at);
    await store.contact.step(
      contact,
      [
        { code: "note_added", seq, staff: actor.id },
        {
          code: "queued",
          reason: "transferred",
          queue: queueId,
          sender: actor.id,
          ...(!keepsAge && { keepsAge }),
        },
      ],
      stamp,
    );
    await store.contact.giveUp(contact, "transferred", stamp);
    return {
      result: { contactId: id, conversationId },
      audit: [{ subject: "contact", subjectId: id, data: { queueId } }],
      wakes: [`staff:${actor.id}`, "floor", "seat"],
    };
  },
};

type QueueChoice = Pick<FloorQueue, "id" | "name" | "group" | "waiting" | "ready" | "free">;

/** The queues that a contact may be passed on to, and how busy their other agents are: she is not offered it again. */
export const readChoices: Query<
  object,
  { readonly queues: readonly QueueChoice[] },
  Pick<Stores, "floorView">
> = {
  permission: "contact.serve",
  async ask({ store, actor }) {
    const all = await store.floorView.queues("all", actor.id);
    return {
      queues: all.map(({ id, name, group, waiting, ready, free }) => ({
        id,
        name,
        group,
        waiting,
        ready,
        free,
      })),
    };
  },
};

function refuseTooMany(transfers: number, max: number): void {
  if (transfers < max) return;
  throw new Fault(
    "transfer_limit",
    `She has been passed on ${max} times. Help her yourself, or ask a leader.`,
    {
      max,
    },
  );
}
