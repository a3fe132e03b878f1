import type { Sends } from "../../core/channel/capability/sends.ts";
import type { TextLimit } from "../../core/channel/split.ts";
import { type Offender, offenderOf } from "../abuse/offender.ts";
import type { Query } from "../action.ts";
import type { Stores } from "../ports.ts";
import type { Head } from "./ports.ts";
import { gone, refuseUnseen } from "./seen.ts";

/** How long one message may be, for how long after a fan's last word the account may speak (Infinity: for ever), and what. */
export type ChannelLimits = TextLimit & { readonly windowMs: number; readonly sends: Sends };

/** What one message to the fan holds; a longer text leaves in several. */
type Limited = {
  readonly textBytesMax: number;
  readonly textCharsMax: number | null;
  readonly windowMs: number | null;
  readonly sends: Sends;
};

/** Whether she is known to insult. */
type Marked = { readonly offender: Offender | null };

/**
 * `limitsOf`: what the account's channel allows.
 * @throws Fault `conversation_unseen`
 */
export const createReadConversation = (
  limitsOf: (accountId: string) => ChannelLimits,
): Query<
  { readonly id: string },
  Head & Limited & Marked,
  Pick<Stores, "abuse" | "conversation" | "setting">
> => ({
  permission: "contact.read",
  async ask({ store, actor, at }, { id }) {
    await refuseUnseen(store, actor, id);
    const head = (await store.conversation.head(id, actor.id)) ?? gone();
    const { bytesMax, charsMax, windowMs, sends } = limitsOf(head.channel.accountId);
    return {
      ...head,
      offender: await offenderOf(store, id, at),
      textBytesMax: bytesMax,
      textCharsMax: finite(charsMax),
      windowMs: finite(windowMs),
      sends,
    };
  },
});

const finite = (n: number): number | null => (Number.isFinite(n) ? n : null);
