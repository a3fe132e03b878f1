import type { Action, Query } from "../action.ts";
import { Fault } from "../../core/kernel/fault.ts";
import { found, refuseOthers } from "../contact/own.ts";
import type { createReply } from "../contact/reply.ts";
import type { Written } from "../contact/said.ts";
import type { Stores } from "../ports.ts";

/** So often a customer is warned; then whoever leads may end the contact (days, G26). */
export const WARNINGS_MAX = 2;

type Reply = ReturnType<typeof createReply>;
type Store = Parameters<Reply["run"]>[0]["store"] & Pick<Stores, "abuse" | "setting">;

/**
 * 辱骂提醒: asks the customer, in the account's own words, to stay civil: the first time, or the last. A reply like any
 * other: in the history, and paid for in the window.
 * @throws Fault `contact_gone`, `contact_not_active`, `contact_not_yours`, `abuse_warned_twice`, and those of `createReply`
 */
export const createWarn = (reply: Reply): Action<{ readonly id: string }, Written, Store> => ({
  id: "contact.abuse_warned",
  permission: "contact.serve",
  async run(context, { id }) {
    const { store, actor, at } = context;
    const held = found(await store.contact.lock(id));
    await refuseOthers(store, held, actor, "active");
    const warned = await store.abuse.warnings(id);
    if (warned >= WARNINGS_MAX)
      throw new Fault("abuse_warned_twice", "She has been warned twice. A leader may end the contact.");
    const settings = await store.setting.readFor(`account:${held.accountId}`);
    const text = settings[warned === 0 ? "abuse.firstWarning" : "abuse.lastWarning"];
    const done = await reply.run(context, { id: held.conversationId, text });
    if (!("result" in done)) return done;
    const { reviewId: _, ...written } = done.result;
    const [seq = 0] = written.seqs;
    await store.abuse.warn({ contactId: id, n: warned + 1, seq, staffId: actor.id }, at);
    return { ...done, result: written };
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
