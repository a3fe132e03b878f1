import type { WrapField } from "../../core/queue/policy.ts";
import type { WrapUp } from "../../core/wrap-up/wrap-up.ts";
import { Fault } from "../../core/kernel/fault.ts";
import type { Query } from "../action.ts";
import { found } from "../contact/own.ts";
import type { Stores } from "../ports.ts";
import type { Owed } from "./ports.ts";

type WrapUpForm = {
  readonly contactId: string;
  readonly required: WrapField[];
  readonly dueAt: string | null;
  readonly owedSince: string | null;
  readonly filled: WrapUp | null;
  readonly before: WrapUp | null;
  readonly recentReasonIds: string[];
};

const isoOrNull = (at: number | undefined): string | null =>
  at === undefined ? null : new Date(at).toISOString();

/**
 * What the form asks of a contact of hers, and what it can start from.
 * @throws Fault `contact_gone`, `contact_not_yours`
 */
export const readWrapUp: Query<{ readonly id: string }, WrapUpForm, Pick<Stores, "contact" | "wrapUp">> = {
  permission: "contact.serve",
  async ask({ store, actor }, { id }) {
    const held = found(await store.contact.look(id));
    const { contact } = held;
    if (contact.ownerId !== actor.id) {
      const ownerId = contact.ownerId ?? "";
      const owner = ownerId === "" ? "" : await store.contact.nameOf(ownerId);
      throw new Fault("contact_not_yours", `${owner} has this contact.`, { owner, ownerId });
    }
    const { policy } = await store.contact.policyOf(held);
    return {
      contactId: id,
      required: [...policy.wrapRequired],
      dueAt: contact.state === "wrapup" ? isoOrNull(contact.dueAt) : null,
      owedSince: isoOrNull(contact.owedSince),
      filled: (await store.wrapUp.of(id)) ?? null,
      before: (await store.wrapUp.before(actor.id, contact.lastEntryId)) ?? null,
      recentReasonIds: await store.wrapUp.recentReasons(actor.id),
    };
  },
};

/** 待补小结, oldest first. */
export const readOwed: Query<object, { readonly items: Owed[] }, Pick<Stores, "wrapUp">> = {
  permission: "contact.serve",
  ask: async ({ store, actor }) => ({ items: await store.wrapUp.owed(actor.id) }),
};
