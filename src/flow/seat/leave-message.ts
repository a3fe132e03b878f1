import type { Contact } from "../../core/contact/contact.ts";
import { hoursOf } from "../../core/queue/joining/joining.ts";
import type { OwnHours } from "../../core/queue/policy.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import { isForNextOpening, promisedAt, sayPromise } from "../../core/seating/promise.ts";
import type { Settings } from "../../core/setting/registry.ts";
import type { ContactStep } from "./ports.ts";

/** Waiting becomes a message left, with a promise, and the fan hears of it. */
export function leaveMessage(
  contact: Contact,
  { settings, hours }: { readonly settings: Settings; readonly hours: OwnHours | undefined },
  at: Instant,
  reason = contact.queueReason ?? "asked",
): ContactStep {
  const open = { ...hoursOf(settings), ...hours };
  const promised = promisedAt(at, open);
  const overnight = isForNextOpening(at, open) ? { overnight: true as const } : {};
  const text =
    contact.queueReason === "risk"
      ? `${settings["notice.risk"]}\n${settings["notice.riskLeft"]}`
      : settings["notice.leftMessage"];
  return {
    events: [{ code: "left_message", reason, promisedAt: promised, ...overnight }],
    notice: text.replace("{time}", sayPromise(promised, at, settings["hours.zone"])),
  };
}
