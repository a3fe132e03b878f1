import { actorName } from "../../core/access/actor.ts";
import type { Sends } from "../../core/channel/capability/sends.ts";
import { splitText, type TextLimit } from "../../core/channel/split.ts";
import type { Content } from "../../core/channel/content.ts";
import { replyWords } from "../../core/conversation/written.ts";
import type { Leaving } from "../../core/ledger/join.ts";
import type { Action } from "../action.ts";
import type { Stores } from "../ports.ts";
import { refuseWithoutPlaces, type RulesOf } from "../conversation/places.ts";
import { refuseUnfit } from "../outgoing/refuse-unfit.ts";
import { found, refuseInPublic, servingBeside } from "./own.ts";
import { type Card, cardContent, wordsOn } from "./card.ts";
import { sentMedium, type Words, type Written } from "./said.ts";

/** What one message to a fan of the account may be. */
type Limits = TextLimit & { readonly sends: Sends };
type Said = Words & {
  readonly card?: Card | undefined;
  /** She has looked at what is doubtful about it. */
  readonly despite?: boolean | undefined;
};
type Store = Pick<Stores, "consult" | "contact" | "conversation" | "cover" | "media" | "outgoing">;

/**
 * Says something to the fan: one transaction for the messages, their way out and what it means for the contact.
 * `limitsOf`: what the channel takes, by account; `rulesOf`: when and how often it may speak.
 * @throws Fault `reply_empty`, `reply_too_long`, `placeholder_unresolved`, `contact_gone`, `contact_in_public`,
 * `contact_not_active`, `contact_not_yours`, `reply_window_closed`, `reply_places_used_up`, and those of `sentMedium`, `cardContent` and `refuseUnfit`
 */
export const createReply = (
  limitsOf: (accountId: string) => Limits,
  rulesOf: RulesOf,
): Action<Said, Written, Store> => ({
  id: "contact.replied",
  permission: "contact.serve",
  async run({ store, actor, at }, said) {
    const { id } = said;
    const words = said.text === undefined ? undefined : replyWords(said.text);
    const held = found(await store.contact.lockIn(id));
    refuseInPublic(held);
    const others = await servingBeside(store, held, actor);
    const limit = limitsOf(held.accountId);
    const contents = await contentsOf(store, actor.id, { ...said, text: words }, limit);
    const leaving = contents.map((content) => leavingOf(content, actor.id));
    const { accountId, contact } = held;
    const placesAfter = await refuseWithoutPlaces(store, {
      id,
      rules: rulesOf(accountId),
      limit,
      said: leaving,
      at,
    });
    const { despite = false } = said;
    const text = words ?? wordsOn(said.card);
    await refuseUnfit(store, { accountId, contact, staffId: actor.id, text, placesAfter, despite, at });
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

const leavingOf = (content: Content, staffId: string): Leaving => ({
  spender: "agent",
  staffId,
  text: content.kind === "text" ? content.text : null,
});

/** The messages that it becomes: a long text is several. */
async function contentsOf(
  store: Store,
  staffId: string,
  { text, card, mediaId, coverId }: Said,
  { bytesMax, charsMax, sends }: Limits,
): Promise<readonly Content[]> {
  if (text !== undefined) {
    return splitText(text, bytesMax, charsMax).map((part) => ({ kind: "text", text: part }));
  }
  if (card !== undefined) return [await cardContent(store, staffId, card, sends)];
  return [await sentMedium(store, staffId, { mediaId: mediaId ?? "", coverId }, sends)];
}
