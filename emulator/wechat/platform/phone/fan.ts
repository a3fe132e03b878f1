import type { KeptFan } from "../../../kit/keep/room.ts";
import type { Shown } from "../../shown.ts";
import type { Opened } from "./window.ts";
import type { Notice } from "./shown.ts";

/** A fan and her phone, on one account. */
export type Fan = KeptFan<Shown, Notice> & {
  readonly name: string;
  readonly following: boolean;
  readonly followedAt: number;
  /** How far the platform's clock runs ahead for her alone: windows close earlier, nothing else changes. */
  readonly aheadMs: number;
  readonly opened: Opened;
  /** When anything was said between her and the account. */
  readonly spokenAt?: number;
  /** The account is shown as typing until then. */
  readonly typingUntil?: number;
};

export function newFan(openid: string, name: string, following: boolean, at: number): Fan {
  return { openid, name, following, followedAt: at, aheadMs: 0, opened: {}, thread: [], last: 0, v: 0 };
}

const OPENID_BYTES = 21;

/** 28 characters that begin with o, as the platform makes them. */
export const makeOpenid = (random: (bytes: number) => Uint8Array): string =>
  `o${Buffer.from(random(OPENID_BYTES)).toString("base64url").slice(0, 27)}`;
