import type { Query } from "../action.ts";
import type { Stores } from "../ports.ts";
import type { LastSession, SeatChoice } from "./ports.ts";

type Store = Pick<Stores, "agent">;

/** The seats that there are, and who is on them. */
export const listChoices: Query<object, { readonly items: readonly SeatChoice[] }, Store> = {
  permission: "seat.use",
  ask: async ({ store }) => ({ items: await store.agent.choices() }),
};

/** How my last session ended. */
export const readLast: Query<object, { readonly session: LastSession | null }, Store> = {
  permission: "seat.use",
  ask: async ({ store, actor }) => ({ session: (await store.agent.last(actor.id)) ?? null }),
};
