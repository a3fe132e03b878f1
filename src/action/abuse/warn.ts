import { actorName } from "../../core/access/actor.ts";
import { replyWords } from "../../core/conversation/written.ts";
import { Fault } from "../../core/kernel/fault.ts";
import type { Action, Query } from "../action.ts";
import { found, refuseInPublic, refuseOthers } from "../contact/own.ts";
import type { Written } from "../contact/said.ts";
import type { Say } from "../outgoing/say.ts";
import type { Stores } from "../ports.ts";

/** So often a customer is warned; then whoever leads may end the contact (days, G26). */
export const WARNINGS_MAX = 2;

type Store = Pick<
  Stores,
  "abuse" | "consult" | "contact" | "conversation" | "media" | "outgoing" | "setting"
>;

/**
 * 辱骂提醒: asks the customer, in the account's own words, to stay civil: the first time, or the last. In the history and
 * paid for in the window as every reply; what the house has worded itself nobody reviews.
 * @throws Fault `contact_gone`, `contact_not_active`, `contact_not_yours`, `contact_in_public`, `contact_is_call`,
 * `abuse_warned_twice`, and those of `Say.say`
 */
export const createWarn = (say: Say): Action<{ readonly id: string }, Written, Store> => ({
  id: "contact.abuse_warned",
  permission: "contact.serve",
  async run({ store, actor, at }, { id }) {
    const held = found(await store.contact.lock(id));
    await refuseOthers(store, held, actor, "active");
    refuseInPublic(held);
    const warned = await store.abuse.warnings(id);
    if (warned >= WARNINGS_MAX)
      throw new Fault("abuse_warned_twice", "She has been warned twice. A leader may end the contact.");
    const { contact, conversationId } = held;
    const settings = await store.setting.readFor(`account:${held.accountId}`);
    const text = replyWords(settings[warned === 0 ? "abuse.firstWarning" : "abuse.lastWarning"]);
    const speaking = { staffId: actor.id, actor: actorName(actor), at };
    const seqs = await say.say(store, held, { id: conversationId, text }, speaking);
    const [seq = 0] = seqs;
    await store.abuse.warn({ contactId: id, n: warned + 1, seq, staffId: actor.id }, at);
    const beside = await store.consult.members(id);
    return {
      result: { conversationId, seqs: [...seqs], at: new Date(at).toISOString() },
      audit: [{ subject: "contact", subjectId: id, data: { seqs } }],
      wakes: [
        "send",
        ...[actor.id, ...beside.map(({ staffId }) => staffId)].map((staffId) => `staff:${staffId}`),
        ...(contact.heldSince === undefined ? [] : ["seat"]),
      ],
    };
  },
});

/** How often she has been warned in this contact. */
export const readWarnings: Query<
  { readonly id: string },
  { readonly warned: number; readonly max: number },
  Pick<Stores, "abuse">
> = {
  permission: "contact.serve",
  ask: async ({ store }, { id }) => ({ warned: await store.abuse.warnings(id), max: WARNINGS_MAX }),
};
