import { shallowRef } from "vue";

import { call } from "../../api/call.ts";
import type { Answer } from "../../api/endpoints.ts";
import { t } from "../../text/index.ts";
import "../../text/floor.ts";

export type Alarmed = Answer<"GET /floor/alarms">["items"][number];
export type Alarm = Alarmed["alarms"][number];

/** 报警: queues of hers that have passed a threshold. What cannot be asked stays as it was last known. */
export const alarmed = shallowRef<readonly Alarmed[]>([]);

/** An alarm that is back within it was never away: around a threshold nobody is told again and again. */
const GONE_MS = 60_000;
const told = new Map<string, number>();

const MINUTE = 60_000;

export function alarmWords(alarm: Alarm): string {
  switch (alarm.kind) {
    case "waiting":
      return t("floor.alarm.waiting", { n: alarm.limit });
    case "wait":
      return alarm.limit % MINUTE === 0 && alarm.limit > 0
        ? t("floor.alarm.wait", { n: alarm.limit / MINUTE })
        : t("floor.alarm.wait_seconds", { n: Math.round(alarm.limit / 1_000) });
    case "none_free":
      return t("floor.alarm.none_free");
  }
}

export const alarmsIn = ({ alarms }: Pick<Alarmed, "alarms">): string =>
  alarms.map(alarmWords).join(t("floor.alarm.and"));

/** Looks anew, and says what has begun since and was not told yet. */
export async function lookAtAlarms(now: number): Promise<readonly Alarmed[]> {
  const { items } = await call("GET /floor/alarms");
  alarmed.value = items;
  for (const [key, at] of told) if (now - at > GONE_MS) told.delete(key);
  const begun = items
    .map((one) => ({ ...one, alarms: one.alarms.filter(({ kind }) => !told.has(`${one.id} ${kind}`)) }))
    .filter(({ alarms }) => alarms.length > 0);
  for (const { id, alarms } of items) for (const { kind } of alarms) told.set(`${id} ${kind}`, now);
  return begun;
}
