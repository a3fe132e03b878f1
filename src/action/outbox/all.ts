import { createHash } from "node:crypto";

import type { Actor } from "../../core/access/actor.ts";
import { placeOf, type SendPlace } from "../../core/desk/stamp.ts";
import { Fault } from "../../core/kernel/fault.ts";
import type { Stores } from "../ports.ts";
import type { UnknownIn } from "./ports.ts";

/** All of her sends of unknown fate with which something can be done: how many, and which, as a mark. */
export type All = { readonly count: number; readonly mark: string };

/** Sends by their places, or all of hers, as she was told them. */
export type Wanted = {
  readonly items?: readonly SendPlace[] | undefined;
  /** The mark. */
  readonly all?: string | undefined;
};

type Store = Pick<Stores, "outbox">;

export async function allOf(store: Store, actor: Actor, states: UnknownIn): Promise<All> {
  const places = await store.outbox.all(actor.id, states);
  return { count: places.length, mark: markOf(places) };
}

/** @throws Fault `sends_changed` {count}: others than she was told of */
export async function wantedOf(
  store: Store,
  actor: Actor,
  { items, all }: Wanted,
  states: UnknownIn,
): Promise<readonly SendPlace[]> {
  if (items !== undefined) return items;
  const places = await store.outbox.all(actor.id, states);
  if (markOf(places) === all) return places;
  throw new Fault("sends_changed", "These have changed. Look again, then repeat it.", {
    count: places.length,
  });
}

const markOf = (places: readonly SendPlace[]): string =>
  createHash("sha256").update(places.map(placeOf).join(" ")).digest("base64url");
