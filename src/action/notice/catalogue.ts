import type { Asked } from "../../core/channel/capability/asked.ts";
import type { NoticeTemplate } from "../../core/channel/capability/notices.ts";
import { Fault } from "../../core/kernel/fault.ts";
import { theAccount } from "../account/rules.ts";
import type { Action, Query } from "../action.ts";
import type { Stores } from "../ports.ts";
import type { KeptTemplate } from "./ports.ts";

type Store = Pick<Stores, "notice" | "account">;
type Id = { readonly id: string };

/** Whether an account's platform has notices at all. */
export type HasNotices = (accountId: string) => boolean;

export type Catalogue = {
  readonly able: boolean;
  /** Null: nobody has asked the platform yet. */
  readonly askedAt: string | null;
  /** Why it did not tell. */
  readonly code: string | null;
  readonly items: readonly KeptTemplate[];
};

/** What an account may send where no window is open. @throws Fault `account_gone` */
export const readCatalogue = (hasNotices: HasNotices): Query<Id, Catalogue, Store> => ({
  permission: "account.read",
  async ask({ store }, { id }) {
    await theAccount(store, id);
    const state = await store.notice.state(id);
    return {
      able: hasNotices(id),
      askedAt: state === undefined ? null : new Date(state.askedAt).toISOString(),
      code: state?.code ?? null,
      items: await store.notice.templates(id),
    };
  },
});

/**
 * Keeps what the platform has listed. A subscription is offered to agents at once, since the fan has a say in it; of a
 * template somebody has to decide that.
 * @throws Fault `account_gone`
 */
export const keepCatalogue: Action<
  Id & { readonly asked: Asked<readonly NoticeTemplate[]> },
  { readonly code: string | null },
  Store
> = {
  id: "notice.listed",
  permission: "account.write",
  async run({ store, at }, { id, asked }) {
    await theAccount(store, id);
    if (asked.kind === "done") {
      await store.notice.keep(id, asked.value, ({ via }) => via === "subscription", at);
    } else {
      await store.notice.failed(id, asked.code, at);
    }
    const code = asked.kind === "done" ? null : asked.code;
    const data = asked.kind === "done" ? { templates: asked.value.length } : { code };
    return { result: { code }, audit: [{ subject: "account", subjectId: id, data }] };
  },
};

/** Lets agents choose it, or no more. @throws Fault `account_gone`, `notice_gone` */
export const offerNotice: Action<
  Id & { readonly templateId: string; readonly offered: boolean },
  { readonly offered: boolean },
  Store
> = {
  id: "notice.offered",
  permission: "account.write",
  async run({ store }, { id, templateId, offered }) {
    await theAccount(store, id);
    if (!(await store.notice.offer(id, templateId, offered))) {
      throw new Fault("notice_gone", "There is no such notice any more. Ask the platform anew.");
    }
    const data = { template: templateId, offered };
    return { result: { offered }, audit: [{ subject: "account", subjectId: id, data }] };
  },
};
