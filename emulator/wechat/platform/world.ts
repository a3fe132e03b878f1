import type { Store } from "../../kit/keep/store.ts";
import type { Books } from "./keep/room.ts";

/** What the platform lives in, and all that it cannot make by itself. */
export type World = {
  readonly clock: () => number;
  readonly random: (bytes: number) => Uint8Array;
  readonly books: Books;
  readonly store: Store;
  /** Where a picture of that media id can be fetched. */
  readonly pictureUrl: (mediaId: string) => string;
};
