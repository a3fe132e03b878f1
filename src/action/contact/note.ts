import { actorName } from "../../core/access/actor.ts";
import { isLegal } from "../../core/contact/apply.ts";
import { noteWords } from "../../core/conversation/written.ts";
import { Fault } from "../../core/kernel/fault.ts";
import type { Action } from "../action.ts";
import { refuseUnseen } from "../conversation/seen.ts";
import type { Stores } from "../ports.ts";
import { found } from "./own.ts";
import { carried, ownMedium, type Words, type Written } from "./said.ts";

/**
 * 内部备注: kept in the thread, for colleagues alone. No row of the outbox is ever made for it, so nothing can send it.
 * @throws Fault `reply_empty`, `reply_too_long`, `media_missing`, `conversation_unseen`, `contact_over`
 */
export const note: Action<Words, Written, Pick<Stores, "contact" | "conversation" | "media">> = {
  id: "contact.noted",
  permission: "contact.serve",
  async run({ store, actor, at }, { id, text, mediaId }) {
    await refuseUnseen(store, actor, id);
    const words = text === undefined ? undefined : noteWords(text);
    const held = found(await store.contact.lockIn(id));
    const { contact, seq } = held;
    if (!isLegal(contact.state, "note_added")) {
      throw new Fault("contact_over", "This contact is over. Write the note on its ticket.", {
        state: contact.state,
      });
    }
    const content =
      words === undefined
        ? carried(await ownMedium(store, actor.id, mediaId ?? ""))
        : ({ kind: "text", text: words } as const);
    const writing = { staffId: actor.id, internal: true, contents: [content] };
    const seqs = await store.contact.write(held, writing, at);
    await store.contact.step(contact, [{ code: "note_added", seq: seq + 1, staff: actor.id }], {
      actor: actorName(actor),
      at,
    });
    const owner = contact.ownerId ?? contact.offer?.staffId;
    return {
      result: { conversationId: id, seqs: [...seqs], at: new Date(at).toISOString() },
      audit: [{ subject: "contact", subjectId: contact.id, data: { seqs } }],
      wakes: owner === undefined ? [] : [`staff:${owner}`],
    };
  },
};
