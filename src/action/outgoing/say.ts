import type { Sends } from "../../core/channel/capability/sends.ts";
import type { Content } from "../../core/channel/content.ts";
import { splitText, type TextLimit } from "../../core/channel/split.ts";
import type { ContactEvent } from "../../core/contact/event.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import type { Leaving } from "../../core/ledger/join.ts";
import { type Card, cardContent, wordsOn } from "../contact/card.ts";
import type { Held } from "../contact/ports.ts";
import { sentMedium, type Words } from "../contact/said.ts";
import { refuseWithoutPlaces, type RulesOf } from "../conversation/places.ts";
import type { Stores } from "../ports.ts";
import { type Given, refuseObjectionable, refuseUnfit } from "./refuse-unfit.ts";

/** What one message to a fan of the account may be. */
export type Limits = TextLimit & { readonly sends: Sends };
export type Said = Words & {
  readonly card?: Card | undefined;
  /** She has looked at what is doubtful about it. */
  readonly despite?: boolean | undefined;
};
type Store = Pick<Stores, "contact" | "conversation" | "media" | "outgoing">;

/** Whose words, by whose hand, and when. */
type Speaking = {
  readonly staffId: string;
  readonly actor: string;
  readonly at: Instant;
  /** 审稿: who let it leave. */
  readonly reviewerId?: string;
};

/**
 * The one way on which an agent's words leave; the caller has looked who may.
 * `limitsOf`: what the channel takes, by account; `rulesOf`: when and how often it may speak.
 */
export function createSay(limitsOf: (accountId: string) => Limits, rulesOf: RulesOf) {
  async function fit(store: Store, held: Held, said: Said, { staffId, at }: Speaking) {
    const { accountId, contact, conversationId: id } = held;
    const limit = limitsOf(accountId);
    const contents = await contentsOf(store, staffId, said, limit);
    const leaving = contents.map((content) => leavingOf(content, staffId));
    const rules = rulesOf(accountId);
    const placesAfter = await refuseWithoutPlaces(store, { id, rules, limit, said: leaving, at });
    const { despite = false } = said;
    const text = said.text ?? wordsOn(said.card);
    const given: Given = { accountId, contact, staffId, text, placesAfter, despite, at };
    return { contents, given };
  }
  return {
    /**
     * Looks whether it might leave now, and leaves nothing.
     * @throws Fault as `say`, but `promotion_twice`
     */
    async look(store: Store, held: Held, said: Said, speaking: Speaking): Promise<void> {
      const { given } = await fit(store, held, said, speaking);
      await refuseObjectionable(store, given);
    },
    /**
     * One transaction for the messages, their way out and what it means for the contact; `beside`: what else happens.
     * @throws Fault `reply_window_closed`, `reply_places_used_up`, and those of `sentMedium`, `cardContent`, `refuseUnfit`
     */
    async say(
      store: Store,
      held: Held,
      said: Said,
      speaking: Speaking,
      beside: readonly ContactEvent[] = [],
    ): Promise<readonly number[]> {
      const { contents, given } = await fit(store, held, said, speaking);
      await refuseUnfit(store, given);
      const { staffId, actor, at, reviewerId } = speaking;
      const seqs = await store.contact.write(held, { staffId, internal: false, contents }, at);
      const replied = {
        code: "replied",
        seq: held.seq + 1,
        staff: staffId,
        parts: contents.length,
        ...(reviewerId !== undefined && { reviewer: reviewerId }),
      } as const;
      await store.contact.step(held.contact, [replied, ...beside], { actor, at });
      return seqs;
    },
  };
}

export type Say = ReturnType<typeof createSay>;

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
