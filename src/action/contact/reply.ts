import { actorName } from "../../core/access/actor.ts";
import { replyWords } from "../../core/conversation/written.ts";
import type { Action } from "../action.ts";
import type { Said, Say } from "../outgoing/say.ts";
import type { Stores } from "../ports.ts";
import { refuseBeyondHelp } from "../helping/sending.ts";
import { beginReview, isForReview, reviewable } from "../review/begin.ts";
import { found, refuseInPublic, servingBeside } from "./own.ts";
import type { Written } from "./said.ts";

type Store = Pick<
  Stores,
  "consult" | "contact" | "conversation" | "cover" | "helper" | "media" | "outgoing" | "review"
>;
/** `reviewId`: it waits for her mentor or a leader, and has not become a message yet. */
export type Replied = Written & { readonly reviewId: string | null };

/**
    const sending = await refuseBeyondHelp(store, held, said.text, actor.id);
    if (await isForReview(store, held, { staffId: actor.id, sending, at })) {
 * @throws Fault `reply_empty`, `reply_too_long`, `placeholder_unresolved`, `contact_gone`, `contact_in_public`,
 * `contact_not_active`, `contact_not_yours`, those of `refuseBeyondHelp` and `Say.say`, and `review_open`, `review_text_only`
 */
export const createReply = (say: Say): Action<Said, Replied, Store> => ({
  id: "contact.replied",
  permission: "contact.serve",
  async run({ store, actor, at, ids }, given) {
    const { id } = given;
    const said = { ...given, text: given.text === undefined ? undefined : replyWords(given.text) };
    const held = found(await store.contact.lockIn(id));
    refuseInPublic(held);
    const others = await servingBeside(store, held, actor);
    const speaking = { staffId: actor.id, actor: actorName(actor), at };
    const written = { conversationId: id, at: new Date(at).toISOString() };
    const sending = await refuseBeyondHelp(store, held, said.text, actor.id);
    if (await isForReview(store, held, { staffId: actor.id, sending, at })) {
      const text = reviewable(said.text);
      await say.look(store, held, said, speaking);
      const { reviewId, wakes } = await beginReview(store, held, text, { ...speaking, id: ids() });
      return {
        result: { ...written, seqs: [], reviewId },
        audit: [{ subject: "contact", subjectId: held.contact.id, data: { reviewId } }],
        wakes,
      };
    }
    const seqs = await say.say(store, held, said, speaking);
    const { despite = false } = said;
    return {
      result: { ...written, seqs: [...seqs], reviewId: null },
      audit: [
        { subject: "contact", subjectId: held.contact.id, data: { seqs, ...(despite && { despite }) } },
      ],
      wakes: [
        "send",
        ...[actor.id, ...others].map((staffId) => `staff:${staffId}`),
        ...(held.contact.heldSince === undefined ? [] : ["seat"]),
      ],
    };
  },
});
