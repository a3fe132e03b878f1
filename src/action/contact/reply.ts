import { actorName } from "../../core/access/actor.ts";
import { splitText, type TextLimit } from "../../core/channel/split.ts";
import type { Content } from "../../core/channel/content.ts";
import { replyWords } from "../../core/conversation/written.ts";
import type { Action } from "../action.ts";
import type { Stores } from "../ports.ts";
import { refuseWithoutPlaces, type RulesOf } from "../conversation/places.ts";
import { found, refuseOthers } from "./own.ts";
import { pictureOf, type Words, type Written } from "./said.ts";

/**
 * Says something to the fan: one transaction for the messages, their way out and what it means for the contact.
 * `textLimitOf`: the channel's limit of one message, by account; `rulesOf`: when and how often it may speak.
 * @throws Fault `reply_empty`, `reply_too_long`, `placeholder_unresolved`, `media_missing`, `contact_gone`,
 * `contact_not_active`, `contact_not_yours`, `reply_window_closed`, `reply_places_used_up`
 */
export const createReply = (
  textLimitOf: (accountId: string) => TextLimit,
  rulesOf: RulesOf,
): Action<Words, Written, Pick<Stores, "contact" | "conversation" | "media">> => ({
  id: "contact.replied",
  permission: "contact.serve",
  async run({ store, actor, at }, { id, text, mediaId }) {
    const words = text === undefined ? undefined : replyWords(text);
    const held = found(await store.contact.lockIn(id));
    const { bytesMax, charsMax } = textLimitOf(held.accountId);
    await refuseOthers(store, held, actor, "active");
    const contents: readonly Content[] =
      words !== undefined
        ? splitText(words, bytesMax, charsMax).map((part) => ({ kind: "text", text: part }))
        : [await pictureOf(store, actor.id, mediaId ?? "")];
    await refuseWithoutPlaces(store, { id, rules: rulesOf(held.accountId), parts: contents.length, at });
    const seqs = await store.contact.write(held, { staffId: actor.id, internal: false, contents }, at);
    const replied = {
      code: "replied",
      seq: held.seq + 1,
      staff: actor.id,
      parts: contents.length,
    } as const;
    await store.contact.step(held.contact, [replied], { actor: actorName(actor), at });
    return {
      result: { conversationId: id, seqs: [...seqs], at: new Date(at).toISOString() },
      audit: [{ subject: "contact", subjectId: held.contact.id, data: { seqs } }],
      wakes: ["send", `staff:${actor.id}`],
    };
  },
});
