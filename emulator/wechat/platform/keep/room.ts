import type { SimulatedAccount } from "../../account.ts";
import type { Fan } from "../phone/fan.ts";
import type { Books as BooksOf } from "../../../kit/keep/books.ts";
import type { KeptRoom } from "../../../kit/keep/room.ts";
import type { Shown } from "../../shown.ts";
import type { Notice } from "../phone/shown.ts";

/** What the platform has on file of an account. */
export type PlatformAccount = SimulatedAccount & {
  readonly id: string;
  readonly name: string;
  /** What stands at the top of its thread. */
  readonly title: string;
  readonly appId: string;
  readonly appSecret: string;
  /** The buttons under the thread: at most three (protocols §1.16). */
  readonly menu: readonly MenuButton[];
};

export type MenuButton = { readonly name: string; readonly key: string };

export type Token = {
  readonly value: string;
  readonly kind: "plain" | "stable";
  readonly issuedAt: number;
  readonly expiresAt: number;
};

export type Medium = {
  readonly id: string;
  readonly kind: "image" | "voice" | "video" | "thumb";
  readonly contentType: "image/jpeg" | "image/png" | "image/gif" | "audio/amr" | "audio/mpeg" | "video/mp4";
  readonly bytes: number;
  readonly createdAt: number;
};

/** What goes wrong on purpose with the next sends. */
export type Fault =
  | { readonly kind: "errcode"; readonly code: number; readonly left: number }
  /** Taken and shown, but the answer never comes. */
  | { readonly kind: "taken_no_answer"; readonly left: number };

/** All that the platform keeps for one account. Its values never change in place: they are replaced. */
export type Room = KeptRoom<PlatformAccount, Fan> & {
  readonly media: Map<string, Medium>;
  tokens: readonly Token[];
  /** Tokens asked for, and forced ones, each with its moment: the day's quotas. */
  issued: readonly { readonly at: number; readonly what: "plain" | "forced" }[];
  fault: Fault | undefined;
};

export const emptyRoom = (account: PlatformAccount): Room => ({
  account,
  fans: new Map(),
  media: new Map(),
  tokens: [],
  issued: [],
  ledger: [],
  lastEntry: 0,
  fault: undefined,
});

export type Books = BooksOf<Room, Fan, Shown, Notice>;
