import type { Timer } from "../../kit/time/timer.ts";
import type { Store } from "../../kit/keep/store.ts";
import type { FanAction } from "../fan-action.ts";
import type { Books, Room } from "./keep/room.ts";

/** What the platform lives in, and all that it cannot make by itself. */
export type World = {
  readonly clock: () => number;
  readonly random: (bytes: number) => Uint8Array;
  readonly books: Books;
  readonly timer: Timer;
  readonly store: Store;
  /** Pushes what the platform itself has to say of a fan. */
  readonly tell: (room: Room, openid: string, action: FanAction) => void;
  /** Where a picture of that media id can be fetched. */
  readonly pictureUrl: (mediaId: string) => string;
};
