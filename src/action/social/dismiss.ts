import { actorName } from "../../core/access/actor.ts";
import type { Dismissal } from "../../core/social/thread.ts";
import { defaultSettings } from "../../core/setting/registry.ts";
import type { Action } from "../action.ts";
import type { SocialOf } from "./ports.ts";
import { type Store, theThread } from "./rules.ts";

type Done = { readonly done: string[]; readonly skipped: string[] };

/**
 * 无需回复, with its reason: one or many. What somebody has answered meanwhile, or dismissed, is skipped.
 * @throws Fault `social_gone`, `forbidden`
 */
export const dismissThreads: Action<
  { readonly ids: readonly string[]; readonly reason: Dismissal },
  Done,
  Store
> = {
  id: "social.dismissed",
  permission: "social.answer",
  async run({ store, actor, at }, { ids, reason }) {
    const result: Done = { done: [], skipped: [] };
    // In one order, so that two who dismiss the same do not stand in each other's way.
    for (const id of [...new Set(ids)].toSorted()) {
      const held = await theThread(store, actor, id, "social.answer");
      if (held.thread.state !== "waiting") {
        result.skipped.push(id);
        continue;
      }
      await store.social.dismiss(held, reason, actor.id, at);
      const dismissed = { ...held.thread, state: "dismissed" } as const;
      const change = { code: "dismissed", actor: actorName(actor), at, data: { reason } };
      await store.social.write(held, dismissed, change);
      await store.social.serveDismissed(held, actorName(actor), at);
      result.done.push(id);
    }
    return {
      result,
      audit: result.done.map((subjectId) => ({ subject: "social_thread", subjectId, data: { reason } })),
    };
  },
};

/** Takes it back: the clock that ran runs on, and somebody serves it. @throws Fault `social_gone`, `forbidden` */
export const createRestoreThreads = (
  socialOf: SocialOf,
): Action<{ readonly ids: readonly string[] }, Done, Store> => ({
  id: "social.restored",
  permission: "social.answer",
  async run({ store, actor, at }, { ids }) {
    const result: Done = { done: [], skipped: [] };
    for (const id of [...new Set(ids)].toSorted()) {
      const held = await theThread(store, actor, id, "social.answer");
      // Also what triage only counted: a person says that it needs an answer after all.
      if (held.thread.state !== "dismissed" && held.thread.state !== "counted") {
        result.skipped.push(id);
        continue;
      }
      const waiting = { ...held.thread, state: "waiting" } as const;
      const data = { from: held.thread.state };
      await store.social.write(held, waiting, { code: "restored", actor: actorName(actor), at, data });
      const settings = socialOf(held.accountId)?.settings ?? defaultSettings;
      await store.social.serve({ ...held, thread: waiting }, settings["contact.reopenMs"], at);
      result.done.push(id);
    }
    return {
      result,
      audit: result.done.map((subjectId) => ({ subject: "social_thread", subjectId })),
      wakes: ["seat"],
    };
  },
});
