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
  {
    readonly items: readonly ContactRow[];
    /** Of these: whom all are called for at once. */
    readonly called: readonly string[];
    readonly taken: Pulling["taken"];
    readonly waiting: number;
    readonly hindrance: Hindrance | null;
  },
  Pick<Stores, "list">
> = {
  permission: "contact.serve",
  async ask({ store, actor, at }) {
    const scope = scopeOf(actor, "contact.serve");
    const { seat, waiting, taken } = await store.list.pulling(actor.id, scope, at - TAKEN_MS);
    const shown = pullable(waiting, at);
    const isCalled = ({ policy }: (typeof shown)[number]): boolean => policy.mode !== "pull";
    return {
      items: await store.list.rows(
        actor.id,
        shown.map(({ id }) => id),
      ),
      called: shown.filter(isCalled).map(({ id }) => id),
      taken,
      waiting: waiting.length,
      hindrance: hindranceOf(seat) ?? null,
    };
  },
};

/** So long whoever looks is told who was quicker. */
const TAKEN_MS = 15_000;

function hindranceOf(seat: Pulling["seat"]): Hindrance | undefined {
  if (seat === undefined) return "not_seated";
  if (seat.presence !== "ready") return "not_ready";
  return seat.room < 1 ? "at_capacity" : undefined;
}
