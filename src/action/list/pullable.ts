import { scopeOf } from "../../core/access/actor.ts";
import { standing, takeable } from "../../core/assignment/explain/takeable.ts";
import type { ContactRow } from "../../core/desk/desk.ts";
import type { Query } from "../action.ts";
import type { Stores } from "../ports.ts";
import type { Pulling } from "./ports.ts";

/** What keeps her from taking anybody now. */
export type Hindrance = "not_seated" | "not_ready" | "at_capacity";

/** So many are shown at once, of whatever queues. */
const SHOWN_MAX = 10;

/** 抢单: what she may take now from her queues whose agents take; by the engine itself, as the taking is judged. */
export const readPullable: Query<
  object,
  { readonly items: readonly ContactRow[]; readonly waiting: number; readonly hindrance: Hindrance | null },
  Pick<Stores, "floor" | "list">
> = {
  permission: "contact.serve",
  async ask({ store, actor, at }) {
    const within = scopeOf(actor, "contact.serve");
    const { seat, waiting } = await store.list.pulling(actor.id, within);
    const floors = waiting === 0 ? [] : await store.floor.pulling({ staffId: actor.id, within }, at);
    const shown = floors.flatMap((floor) => takeable(standing(floor, at), actor.id)).slice(0, SHOWN_MAX);
    const hindrance = hindranceOf(seat) ?? null;
    return { items: await store.list.rows(actor.id, shown), waiting, hindrance };
  },
};

function hindranceOf(seat: Pulling["seat"]): Hindrance | undefined {
  if (seat === undefined) return "not_seated";
  if (seat.presence !== "ready") return "not_ready";
  return seat.room < 1 ? "at_capacity" : undefined;
}
