import { t } from "../text/index.ts";
import "../text/preset.ts";
import type { Deviation } from "./bar/deviating.ts";

export type Places = readonly { readonly id: string; readonly name: string }[];

const nameIn = (places: Places, id: string): string => places.find((one) => one.id === id)?.name ?? id;

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

export const lasting = (ms: number): string =>
  ms % MINUTE === 0 && ms > 0
    ? t("preset.minutes", { n: ms / MINUTE })
    : t("preset.seconds", { n: Math.round(ms / SECOND) });

/** How long somebody waits. */
export function waitOf(ms: number): string {
  const seconds = Math.round(ms / SECOND);
  if (seconds < 60) return t("preset.seconds", { n: seconds });
  return t("preset.minutes_seconds", { m: Math.floor(seconds / 60), s: seconds % 60 });
}

/** One deviation as its leader reads it. */
export function wordsOf(one: Deviation, places: Places): string {
  const where = "where" in one ? nameIn(places, one.where) : "";
  switch (one.kind) {
    case "capacity":
      return one.of === "queue"
        ? t("preset.is.capacity", { where, n: one.by })
        : t("preset.is.capacity_skill", { where: one.where, n: one.by });
    case "auto_accept":
      return t("preset.is.auto_accept", { where });
    case "wrap_up":
      return t("preset.is.wrap_up", { where, time: lasting(one.ms) });
    case "survey_off":
      return t("preset.is.survey_off", { where });
    case "overflow":
      return t("preset.is.overflow", { where, time: lasting(one.afterMs), to: nameIn(places, one.to) });
    case "queue_alarm":
      return t(one.noneFree ? "preset.is.queue_alarm_free" : "preset.is.queue_alarm", {
        where,
        n: one.waiting,
        time: lasting(one.waitMs),
      });
    case "breaks":
      return t("preset.is.breaks", { where, n: one.max });
    case "notices_off":
      return t("preset.is.notices_off");
    case "opening_line":
      return t("preset.is.opening_line", { text: one.text });
    case "bot":
      return t(one.asks === "less" ? "preset.is.bot_less" : "preset.is.bot_more");
    case "alarm":
      return t("preset.is.alarm", { n: one.percent });
  }
}

/** The same as whoever has it reads it: what changes for her. */
export function wordsToHer(one: Deviation, places: Places): string {
  const where = "where" in one ? nameIn(places, one.where) : "";
  switch (one.kind) {
    case "capacity":
      return t("preset.her.capacity", { n: one.by });
    case "auto_accept":
      return t("preset.her.auto_accept", { where });
    case "wrap_up":
      return t("preset.her.wrap_up", { where, time: lasting(one.ms) });
    case "survey_off":
      return t("preset.her.survey_off", { where });
    case "breaks":
      return t("preset.her.breaks", { n: one.max });
    case "overflow":
    case "opening_line":
    case "notices_off":
    case "bot":
    case "alarm":
    case "queue_alarm":
      return wordsOf(one, places);
  }
}
