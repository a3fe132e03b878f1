import { type FanChange, refuseLabel, refuseRemark } from "../../core/fan/change.ts";
import { Fault } from "../../core/kernel/fault.ts";
import { actorName } from "../../core/access/actor.ts";
import type { Action, ActionContext, Outcome } from "../action.ts";
import { gone, refuseUnseen } from "../conversation/seen.ts";
import type { Stores } from "../ports.ts";
import type { FanMeans, MeansOf } from "./means.ts";
import type { FanOf } from "./ports.ts";

type Store = Pick<Stores, "conversation" | "fan">;
type Id = { readonly id: string };

/**
 * What the platform is to change of a fan: kept, and asked of it by the loop, outside any transaction.
 * @throws Fault `conversation_unseen`, `fan_change_unsupported`, `label_too_long`, `labels_of_fan_used_up`,
 * `labels_used_up`, `fan_remark_too_long`
 */
export const changeFan = (
  meansOf: MeansOf,
): Action<Id & { readonly change: Exclude<FanChange, { kind: "block" | "unblock" }> }, void, Store> => ({
  id: "fan.changed",
  permission: "contact.serve",
  async run(context, { id, change }) {
    const { store, actor } = context;
    await refuseUnseen(store, actor, id);
    const fan = (await store.fan.ofConversation(id)) ?? gone();
    const means = meansOf(fan.accountId);
    if (change.kind === "label") await refuseLabelOf(store, fan, means, change.value);
    if (change.kind === "unlabel" && means.labels === undefined) unsupported();
    if (change.kind === "remark") refuseRemark(change.value, means.remarkCharsMax ?? unsupported());
    return add(context, fan, change);
  },
});

/**
 * Puts her on the platform's blacklist: nothing that she writes reaches the account any more.
 * @throws Fault `conversation_unseen`, `fan_change_unsupported`
 */
export const blockFan = (meansOf: MeansOf): Action<Id & { readonly reason: string }, void, Store> => ({
  id: "fan.blocked",
  permission: "fan.block",
  run: (context, { id, reason }) => block(context, id, meansOf, { kind: "block", reason }),
});

/** @throws as `blockFan` */
export const unblockFan = (meansOf: MeansOf): Action<Id, void, Store> => ({
  id: "fan.unblocked",
  permission: "fan.block",
  run: (context, { id }) => block(context, id, meansOf, { kind: "unblock" }),
});

async function block(
  context: ActionContext<Store>,
  id: string,
  meansOf: MeansOf,
  change: FanChange,
): Promise<Outcome<void>> {
  await refuseUnseen(context.store, context.actor, id);
  const fan = (await context.store.fan.ofConversation(id)) ?? gone();
  if (!meansOf(fan.accountId).canBlock) unsupported();
  return add(context, fan, change);
}

async function add(
  { store, actor, at, ids }: ActionContext<Store>,
  fan: FanOf,
  change: FanChange,
): Promise<Outcome<void>> {
  const id = ids();
  await store.fan.add({ ...fan, id, change, by: actorName(actor) }, at);
  // What a label says, or a reason, may tell of her: the change has it, where it can be erased.
  const audit = [{ subject: "identity", subjectId: fan.identityId, data: { kind: change.kind, change: id } }];
  return { result: undefined, audit, wakes: ["fans"] };
}

async function refuseLabelOf(
  store: Store,
  fan: FanOf,
  { labels: limits }: FanMeans,
  name: string,
): Promise<void> {
  if (limits === undefined) unsupported();
  const known = await store.fan.known(fan.identityId);
  const changes = await store.fan.changes(fan.identityId);
  const waiting = changes.flatMap(({ kind, state, value }) =>
    kind === "label" && state === "waiting" && value !== null ? [value] : [],
  );
  const hers = [...new Set([...(known?.labels ?? []), ...waiting])];
  refuseLabel(name, { limits, hers, known: await store.fan.labels(fan.accountId) });
}

function unsupported(): never {
  throw new Fault("fan_change_unsupported", "This account's platform offers nothing of the kind.");
}

/** What was refused is not told of any more. @throws Fault `conversation_unseen` */
export const dismissChange: Action<Id & { readonly changeId: string }, void, Store> = {
  id: "fan.change_dismissed",
  permission: "contact.serve",
  async run({ store, actor }, { id, changeId }) {
    await refuseUnseen(store, actor, id);
    const fan = (await store.fan.ofConversation(id)) ?? gone();
    const done = await store.fan.dismiss(changeId, fan.identityId);
    const data = { change: changeId };
    return {
      result: undefined,
      audit: done ? [{ subject: "identity", subjectId: fan.identityId, data }] : [],
    };
  },
};
