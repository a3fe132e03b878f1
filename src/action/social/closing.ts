import { actorName } from "../../core/access/actor.ts";
import type { Waiver } from "../../core/social/thread.ts";
import type { Action } from "../action.ts";
import { type Store, theThread } from "./rules.ts";

type Done = { readonly done: string[]; readonly skipped: string[] };
type Waived = { readonly ids: readonly string[]; readonly reason: Waiver };

/** The closing comment of these needs no writing. What asks again meanwhile is skipped. @throws Fault `social_gone`, `forbidden` */
export const waiveClosings: Action<Waived, Done, Store> = {
  id: "social.closing_waived",
  permission: "social.answer",
  run: (context, { ids, reason }) => turn(context, ids, reason),
};

/** It is wanted after all. @throws Fault `social_gone`, `forbidden` */
export const wantClosings: Action<{ readonly ids: readonly string[] }, Done, Store> = {
  id: "social.closing_wanted",
  permission: "social.answer",
  run: (context, { ids }) => turn(context, ids, null),
};

async function turn(
  { store, actor, at }: Parameters<(typeof waiveClosings)["run"]>[0],
  ids: readonly string[],
  waiver: Waiver | null,
) {
  const result: Done = { done: [], skipped: [] };
  const data = waiver === null ? {} : { reason: waiver };
  const code = waiver === null ? "closing_wanted" : "closing_waived";
  for (const id of [...new Set(ids)].toSorted()) {
    const held = await theThread(store, actor, id, "social.answer");
    const isTurned =
      held.thread.state === "answered" && (await store.social.waiveClosing(held, waiver, actor.id, at));
    if (isTurned) await store.social.write(held, held.thread, { code, actor: actorName(actor), at, data });
    result[isTurned ? "done" : "skipped"].push(id);
  }
  const audit = result.done.map((subjectId) => ({ subject: "social_thread", subjectId, data }));
  return { result, audit };
}
