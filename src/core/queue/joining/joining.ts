import { isOpenAt } from "../../seating/promise.ts";
import type { SettingKey, Settings } from "../../setting/registry.ts";
import type { QueueReason } from "../../contact/happening/words.ts";
import type { Instant } from "../../kernel/instant.ts";
import type { Floor } from "../../seating/floor.ts";

/** Why nobody can begin to wait in a queue now. */
export type Bar = "after_hours" | "unstaffed" | "no_agent" | "queue_full";

/** What she is told instead: when she is answered, and the truth about why. */
export const BAR_NOTICES = {
  after_hours: "notice.afterHours",
  unstaffed: "notice.leftMessage",
  no_agent: "notice.nobodyReady",
  queue_full: "notice.queueFull",
} as const satisfies Record<Bar, SettingKey>;

export type Door = { readonly floor: Floor; readonly settings: Settings; readonly at: Instant };

/** The house's hours, or those of the queue, where it has some. */
export const hoursIn = (
  { floor, settings }: Pick<Door, "floor" | "settings">,
  queueId: string | undefined,
) => ({
  ...hoursOf(settings),
  ...floor.hours?.(queueId),
});

export const hoursOf = (settings: Settings) => ({
  open: settings["hours.open"],
  close: settings["hours.close"],
  zone: settings["hours.zone"],
  answerMs: settings["promise.answerMs"],
  afterOpeningMs: settings["promise.afterOpeningMs"],
});

/**
 * A queue that its leaders have closed for now; or one with hours of its own, outside of them, whoever is still there.
 * Without these whoever is there answers.
 */
const isShut = (door: Door, queueId: string | undefined): boolean =>
  door.floor.isOpen?.(queueId) === false ||
  (door.floor.hours?.(queueId) !== undefined && !isOpenAt(door.at, hoursIn(door, queueId)));

/** Whether it is waited in although nobody is signed in. */
export const waitsAlone = ({ floor }: Pick<Door, "floor">, queueId: string | undefined): boolean =>
  floor.joinEmpty?.(queueId) === "allow";

/** Where somebody may be hurt nobody is turned away by an hour, a full queue or a pause: only where nobody is there. */
export function barOf(door: Door, queueId: string | undefined, reason: QueueReason): Bar | undefined {
  const { floor } = door;
  const isStaffed = floor.staffed(queueId);
  if (reason === "risk") return isStaffed || waitsAlone(door, queueId) ? undefined : "unstaffed";
  if (isShut(door, queueId)) return "after_hours";
  if (!isStaffed && !waitsAlone(door, queueId)) return "unstaffed";
  if (floor.joinEmpty?.(queueId) === "if_ready" && floor.ready?.(queueId) === false) return "no_agent";
  return floor.isFull(queueId) ? "queue_full" : undefined;
}

/** Whether she could wait in it: what chooses between two queues. */
export const takes = (door: Door, queueId: string | undefined): boolean =>
  !isShut(door, queueId) && (door.floor.staffed(queueId) || waitsAlone(door, queueId));
