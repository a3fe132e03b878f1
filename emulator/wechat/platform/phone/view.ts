import type { LedgerEntry } from "../../../kit/keep/ledger.ts";
import type { Fault } from "../../../kit/fault/fault.ts";
import type { Astray } from "../../../kit/keep/turn.ts";
import { phoneMenu, type PhoneButton } from "../../../kit/phone-menu.ts";
import type { Room } from "../keep/room.ts";
import { subscriptionsOf } from "../notice/catalogue.ts";
import { menuOf } from "../register/menus.ts";
import type { Fan } from "./fan.ts";
import type { PhoneItem } from "./shown.ts";
import { openWindows, type Window } from "./window.ts";

/** A phone and its wire, or what is new of them: items and entries replace older ones of the same number. */
export type PhoneView = {
  /** Give it back as `since` to be told the rest. */
  readonly v: number;
  readonly at: number;
  readonly fan: {
    readonly openid: string;
    readonly name: string;
    readonly following: boolean;
    readonly aheadMs: number;
    /** The account is typing until then. */
    readonly typingUntil?: number;
    /** When they close, by the reader's clock. */
    readonly windows: readonly Window[];
  };
  readonly menu: readonly PhoneButton[];
  /** What she may be asked to agree to. */
  readonly notices: readonly { readonly id: string; readonly title: string }[];
  readonly faults: readonly Fault[];
  readonly astray?: Astray;
  /** A push is held back until the next one has gone. */
  readonly isHeld: boolean;
  readonly thread: readonly PhoneItem[];
  readonly ledger: readonly LedgerEntry[];
};

/** The menu of the interface that is hers; else what was set up by hand. */
export function shownMenu({ account, register }: Room, openid: string): readonly PhoneButton[] {
  const made = menuOf(register, openid);
  return made === undefined ? account.menu : phoneMenu(made);
}

export function viewOf(
  room: Room,
  fan: Fan,
  { since, version, at }: { readonly since: number; readonly version: number; readonly at: number },
): PhoneView {
  const { account, faults, pushes, ledger } = room;
  const { openid, name, following, aheadMs, typingUntil } = fan;
  const windows = following ? openWindows(fan.opened, at + aheadMs) : [];
  return {
    v: version,
    at,
    fan: {
      openid,
      name,
      following,
      aheadMs,
      ...(typingUntil !== undefined && typingUntil > at && { typingUntil }),
      windows: windows.map((window) => ({ ...window, closesAt: window.closesAt - aheadMs })),
    },
    menu: shownMenu(room, openid),
    notices:
      account.mini === undefined ? subscriptionsOf(account).map(({ id, title }) => ({ id, title })) : [],
    faults,
    ...(pushes.astray !== undefined && { astray: pushes.astray }),
    isHeld: pushes.held !== undefined,
    thread: fan.thread.filter(({ v }) => v > since),
    ledger: ledger.filter((entry) => entry.v > since && (entry.openid ?? openid) === openid),
  };
}
