import type { SimulatedAccount } from "../../account.ts";
import type { DeskRecord } from "../account/records.ts";
import { type Spent, UNSPENT } from "../account/quota.ts";
import type { Session } from "../account/sessions.ts";
import type { Fan } from "../phone/fan.ts";
import type { Books as BooksOf } from "../../../kit/keep/books.ts";
import { type Pushes, straight } from "../../../kit/keep/turn.ts";
import type { Fault } from "../../../kit/fault/fault.ts";
import type { KeptRoom } from "../../../kit/keep/room.ts";
import type { Shown } from "../../shown.ts";
import { emptyRegister, type Register } from "../register/register.ts";
import type { Templates } from "../notice/catalogue.ts";
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
  /** Calls that it was never granted, by what their paths begin with (48001): all of them of one that is not verified. */
  readonly lacks?: readonly string[];
  /** Calls of one path that it may make. */
  readonly quota?: { readonly perDay?: number; readonly perMinute?: number };
  /** How many materials of a kind it may keep, where it was granted fewer than usual. */
  readonly materialsMax?: number;
  /** Templates that it may send; any where nothing is said. */
  readonly templates?: readonly string[];
  /** What it has chosen of the platform's notices; the usual ones where nothing is said. */
  readonly notices?: Templates;
  /** What is set up on the platform's page, as `get_current_autoreply_info` and `get_current_selfmenu_info` tell it. */
  readonly autoReply?: Readonly<Record<string, unknown>>;
  readonly selfMenu?: Readonly<Record<string, unknown>>;
};

/** Somebody of the platform's own desk. */
export type Agent = {
  readonly account: string;
  readonly nick: string;
  readonly id: number;
  readonly isOnline: boolean;
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

/** What the account keeps for good, as its page lists it; the bytes lie in the store. */
export type Material = Omit<Medium, "createdAt"> & {
  readonly name: string;
  readonly updatedAt: number;
  /** Of a film. */
  readonly title?: string;
  readonly introduction?: string;
};

/** All that the platform keeps for one account. Its values never change in place: they are replaced. */
export type Room = KeptRoom<PlatformAccount, Fan> & {
  readonly media: Map<string, Medium>;
  readonly materials: Map<string, Material>;
  tokens: readonly Token[];
  /** Tokens asked for, and forced ones, each with its moment: the day's quotas. */
  issued: readonly { readonly at: number; readonly what: "plain" | "forced" }[];
  register: Register;
  faults: readonly Fault[];
  readonly pushes: Pushes;
  agents: readonly Agent[];
  /** Fans at the platform's own desk. */
  sessions: readonly Session[];
  /** What was said there; newest last. */
  records: readonly DeskRecord[];
  /** Notices by the id that the account gave them. */
  clientIds: readonly { readonly id: string; readonly at: number; readonly msgid: number }[];
  /** Calls of each path in the day, and when the day's counts were set back. */
  spent: Spent;
};

export const emptyRoom = (account: PlatformAccount): Room => ({
  account,
  fans: new Map(),
  media: new Map(),
  materials: new Map(),
  tokens: [],
  issued: [],
  ledger: [],
  lastEntry: 0,
  register: emptyRegister,
  faults: [],
  pushes: straight(),
  agents: [],
  sessions: [],
  records: [],
  clientIds: [],
  spent: UNSPENT,
});

export type Books = BooksOf<Room, Fan, Shown, Notice>;
