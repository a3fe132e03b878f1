import { t } from "../../text/index.ts";
import type { Presence } from "../api/wire.ts";
import { breakName } from "../breaks/break-codes.ts";

/** A sign, a colour and a word: never one of them alone. */
export const presenceLooks: Readonly<
  Record<Presence, { readonly sign: string; readonly tone: "ok" | "warn" | "bad" | "quiet" }>
> = {
  ready: { sign: "●", tone: "ok" },
  not_ready: { sign: "◐", tone: "warn" },
  break: { sign: "☕", tone: "warn" },
  after_work: { sign: "✎", tone: "warn" },
  recovery: { sign: "♥", tone: "warn" },
  auto_away: { sign: "⚡", tone: "bad" },
  logging_out: { sign: "◌", tone: "quiet" },
  offline: { sign: "○", tone: "quiet" },
};

type Words = { readonly presence: Presence; readonly reason: string | null };

/** 小休 · 用餐 */
export function presenceWords({ presence, reason }: Words): string {
  const word = t(`desk.presence.${presence}`);
  const why = reason === null ? "" : breakName(reason);
  return why === "" ? word : `${word} · ${why}`;
}
