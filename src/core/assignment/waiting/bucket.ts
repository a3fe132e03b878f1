import { compareKeys, type OrderKey } from "../order/contact-order.ts";
import { createSortedList, type SortedList } from "../order/sorted-list.ts";
import type { LiveContact, Wants } from "../live/contact.ts";

/** Waiting contacts of a queue that the same agents may have, in order. */
export type Bucket = Wants & {
  readonly key: string;
  readonly contacts: SortedList<Placed>;
};

/** A contact with the key that it was placed by. */
export type Placed = { readonly contact: LiveContact; readonly key: OrderKey };

/** A queue's waiting contacts in its order: all but the night's, and those that may have precedence. */
export type Line = {
  readonly all: SortedList<Placed>;
  /** 隔夜: in a line of their own. */
  readonly nights: SortedList<Placed>;
  readonly publics: SortedList<Placed>;
  readonly promoted: SortedList<Placed>;
};

const createPlaces = (): SortedList<Placed> =>
  createSortedList((one, other) => compareKeys(one.key, other.key));

export const createLine = (): Line => ({
  all: createPlaces(),
  nights: createPlaces(),
  publics: createPlaces(),
  promoted: createPlaces(),
});

export const createBucket = (key: string, wants: Wants): Bucket => ({
  ...wants,
  key,
  contacts: createPlaces(),
});
