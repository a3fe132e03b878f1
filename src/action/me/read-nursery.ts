import { capacityAt, dayOfNursery } from "../../core/nursery/nursery.ts";
import type { Query } from "../action.ts";
import type { Stores } from "../ports.ts";
import { theStaff } from "../staff/rules.ts";

/** What a new agent is told of her own nursery. */
export type OwnNursery = {
  /** From 1; before her first day it is the first. */
  readonly day: number;
  /** At most so many at once on this day. */
  readonly cap: number;
  /** Null: none was chosen, or who was cannot sign in any more. */
  readonly mentor: { readonly id: string; readonly name: string } | null;
};

/** One's own 新人期; null for whoever is not new. */
export const readOwnNursery: Query<
  object,
  { readonly nursery: OwnNursery | null },
  Pick<Stores, "staff" | "setting">
> = {
  permission: "signed_in",
  async ask({ store, actor, at }) {
    const { capacity, abilities } = await theStaff(store, actor.id);
    const { nursery } = abilities;
    if (nursery === undefined) return { nursery: null };
    const zone = (await store.setting.read())["hours.zone"];
    const mentor = nursery.mentorId === undefined ? undefined : await store.staff.byId(nursery.mentorId);
    return {
      nursery: {
        day: dayOfNursery(nursery, at, zone) + 1,
        cap: capacityAt(capacity, nursery, at, zone),
        mentor: mentor?.state === "active" ? { id: mentor.id, name: mentor.name } : null,
      },
    };
  },
};
