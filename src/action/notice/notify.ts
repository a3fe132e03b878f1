import { actorName } from "../../core/access/actor.ts";
import { Fault } from "../../core/kernel/fault.ts";
import { fillNotice } from "../../core/notice/fill.ts";
import { noticesLeft } from "../../core/notice/left.ts";
import type { Action, Query } from "../action.ts";
import { found, refuseOthers } from "../contact/own.ts";
import type { Written } from "../contact/said.ts";
import { gone, refuseUnseen } from "../conversation/seen.ts";
import type { Stores } from "../ports.ts";
import type { BudgetOf } from "../spending/read-spending.ts";
import type { HasNotices } from "./catalogue.ts";
import type { KeptTemplate } from "./ports.ts";

/** A notice that may be sent to this fan. */
export type OfferedNotice = Pick<KeptTemplate, "id" | "via" | "title" | "fields"> & {
  /** How many more she has agreed to; null where nobody counts. */
  readonly left: number | null;
  /** The account has used up what its platform takes of such notices, until then; null: it has not. */
  readonly usedUpUntil: string | null;
};

/** What of an account's platform is known outside. */
export type NoticeMeans = { readonly hasNotices: HasNotices; readonly budgetOf: BudgetOf };

/** What may be sent to her although no window is open. @throws Fault `conversation_unseen` */
export const createReadNotices = (
  means: NoticeMeans,
): Query<
  { readonly id: string },
  { readonly items: readonly OfferedNotice[] },
  Pick<Stores, "notice" | "conversation">
> => ({
  permission: "contact.read",
  async ask({ store, actor }, { id }) {
    await refuseUnseen(store, actor, id);
    const accountId = (await store.conversation.accountOf(id)) ?? gone();
    return { items: await offeredIn(store, means, { accountId, conversationId: id }) };
  },
});

type Filled = {
  readonly id: string;
  readonly templateId: string;
  /** By the keys of its fields. */
  readonly values: Readonly<Record<string, string>>;
};

/**
 * Sends the fan a notice: one transaction for the message and its way out. It takes no place of any window.
 * @throws Fault `notice_not_offered`, `notice_budget_used_up` {until}, `notice_fields_wrong` {fields}, `contact_gone`,
 * `contact_not_active`, `contact_not_yours`
 */
export const createNotify = (
  means: NoticeMeans,
): Action<Filled, Written, Pick<Stores, "notice" | "contact">> => ({
  id: "contact.notified",
  permission: "contact.serve",
  async run({ store, actor, at }, { id, templateId, values }) {
    const held = found(await store.contact.lockIn(id));
    await refuseOthers(store, held, actor, "active");
    const { accountId } = held;
    const offered = await offeredIn(store, means, { accountId, conversationId: id });
    const template = offered.find((one) => one.id === templateId);
    if (template === undefined) {
      throw new Fault("notice_not_offered", "She has not agreed to this notice, or it is offered no more.");
    }
    if (template.usedUpUntil !== null) {
      const until = template.usedUpUntil;
      throw new Fault("notice_budget_used_up", `The account may send no more such notices before ${until}.`, {
        until,
      });
    }
    const content = fillNotice(template, values);
    const seqs = await store.contact.write(
      held,
      { staffId: actor.id, internal: false, contents: [content] },
      at,
    );
    const replied = { code: "replied", seq: held.seq + 1, staff: actor.id, parts: 1 } as const;
    await store.contact.step(held.contact, [replied], { actor: actorName(actor), at });
    return {
      result: { conversationId: id, seqs: [...seqs], at: new Date(at).toISOString() },
      audit: [{ subject: "contact", subjectId: held.contact.id, data: { seqs, template: templateId } }],
      wakes: ["send", `staff:${actor.id}`],
    };
  },
});

async function offeredIn(
  store: Pick<Stores, "notice">,
  { hasNotices, budgetOf }: NoticeMeans,
  { accountId, conversationId }: { readonly accountId: string; readonly conversationId: string },
): Promise<readonly OfferedNotice[]> {
  if (!hasNotices(accountId)) return [];
  const { entries, follows } = await store.notice.book(conversationId);
  if (!follows) return [];
  return (await store.notice.templates(accountId)).flatMap((template) => {
    const { id, via, title, fields, once, offered, listed } = template;
    if (!offered || !listed) return [];
    const left = via === "template" ? Infinity : noticesLeft(once, entries.get(id) ?? []);
    if (left === 0) return [];
    const budget = budgetOf({ accountId, kind: via });
    const usedUpUntil = budget?.level === "used_up" ? new Date(budget.until).toISOString() : null;
    return [{ id, via, title, fields, left: Number.isFinite(left) ? left : null, usedUpUntil }];
  });
}
