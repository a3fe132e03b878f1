import type { LedgerEntry } from "../../../kit/keep/ledger.ts";
import type { Fault, MenuButton, Room } from "../keep/room.ts";
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
  readonly menu: readonly MenuButton[];
  readonly fault?: Fault;
  readonly thread: readonly PhoneItem[];
  readonly ledger: readonly LedgerEntry[];
};

export function viewOf(
  { account, fault, ledger }: Room,
  fan: Fan,
  { since, version, at }: { readonly since: number; readonly version: number; readonly at: number },
): PhoneView {
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
    menu: account.menu,
    ...(fault !== undefined && { fault }),
    thread: fan.thread.filter(({ v }) => v > since),
    ledger: ledger.filter((entry) => entry.v > since && (entry.openid ?? openid) === openid),
  };
}
