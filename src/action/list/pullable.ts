import { scopeOf } from "../../core/access/actor.ts";
import type { ContactRow } from "../../core/desk/desk.ts";
import { pullable } from "../../core/queue/pull.ts";
import type { Query } from "../action.ts";
import type { Stores } from "../ports.ts";
import type { Pulling } from "./ports.ts";

/** What keeps her from taking anybody now. */
export type Hindrance = "not_seated" | "not_ready" | "at_capacity";

/** 抢单: what she may take now from her queues whose agents take. */
export const readPullable: Query<
  object,
  { readonly items: readonly ContactRow[]; readonly waiting: number; readonly hindrance: Hindrance | null },
  Pick<Stores, "list">
> = {
  permission: "contact.serve",
  async ask({ store, actor, at }) {
    const { seat, waiting } = await store.list.pulling(actor.id, scopeOf(actor, "contact.serve"));
    const ids = pullable(waiting, at).map(({ id }) => id);
    return {
      items: await store.list.rows(actor.id, ids),
      waiting: waiting.length,
      hindrance: hindranceOf(seat) ?? null,
    };
  },
};

function hindranceOf(seat: Pulling["seat"]): Hindrance | undefined {
  if (seat === undefined) return "not_seated";
  if (seat.presence !== "ready") return "not_ready";
  return seat.room < 1 ? "at_capacity" : undefined;
}
