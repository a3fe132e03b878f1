import { may } from "../../core/access/actor.ts";
import type { Action, Query } from "../action.ts";
import type { Stores } from "../ports.ts";
import type { Covered, Meanwhile } from "./ports.ts";

type Store = Pick<Stores, "cover">;
export type Covering = {
  /** Customers of colleagues who are away, whom I may answer. */
  readonly toAnswer: readonly Covered[];
  /** What colleagues have said to mine while I was away, until I have looked. */
  readonly meanwhile: readonly (Omit<Meanwhile, "endedAt"> & { readonly endedAt: string })[];
};

/** 代管, both sides of it. */
export const readCover: Query<object, Covering, Store> = {
  permission: "contact.read",
  async ask({ store, actor }) {
    const meanwhile = await store.cover.meanwhile(actor.id);
    return {
      toAnswer: may(actor, "contact.serve") ? await store.cover.forColleague(actor.id) : [],
      meanwhile: meanwhile.map((one) => ({ ...one, endedAt: new Date(one.endedAt).toISOString() })),
    };
  },
};

/** She has looked at what was said meanwhile. */
export const knowCover: Action<{ readonly id: string }, void, Store> = {
  id: "cover.known",
  permission: "contact.serve",
  async run({ store, actor, at }, { id }) {
    await store.cover.know(id, actor.id, at);
    // Her own mark, as a read one is.
    return { result: undefined, audit: [] };
  },
};
