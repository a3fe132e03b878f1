import { Fault } from "../../core/kernel/fault.ts";
import type { Action } from "../action.ts";
import { type ShownEntry, shownEntry } from "../knowledge/look.ts";
import { type LimitOf, overtaken, type Store, theKnown } from "../knowledge/rules.ts";

/**
 * Ends a canary before its time: its version answers everybody, or nobody any more.
 * @throws Fault `entry_gone`, `canary_gone`, `version_conflict`
 */
export const endCanary = (
  limitOf: LimitOf,
): Action<{ readonly id: string; readonly how: "publish" | "stop" }, ShownEntry, Store> => ({
  id: "canary.ended",
  permission: "knowledge.publish",
  async run({ store, at }, { id, how }) {
    await theKnown(store, id);
    const canary = await store.canary.latest(id);
    if (canary?.state !== "running")
      throw new Fault("canary_gone", "It answers no part of the customers any more.");
    const done = how === "stop" ? await store.canary.stop(id, at) : await store.canary.publish(canary, at);
    if (!done) throw overtaken();
    const data = { version: canary.version, how };
    return {
      result: await shownEntry(store, limitOf, id, at),
      audit: [{ subject: "entry", subjectId: id, data }],
      wakes: ["knowledge"],
    };
  },
});
