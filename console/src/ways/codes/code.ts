import type { Answer } from "../../api/endpoints.ts";
import { isTextKey, t, type TextKey } from "../../text/index.ts";

export type Codes = Answer<"GET /codes">;
export type Code = Codes["items"][number];
export type Account = Codes["accounts"][number];

export const LANES: readonly Code["lane"][] = ["purchase", "service", "complaint", "other"];

export const TONES = {
  making: "warn",
  ready: "ok",
  failed: "bad",
  expired: "warn",
  archived: "plain",
} as const satisfies Record<Code["state"], string>;

/** What is written of a code before it is kept. */
export type Draft = {
  accountId: string;
  name: string;
  scene: string;
  life: "permanent" | "temporary";
  days: number;
  queueId: string;
  lane: Code["lane"];
  when: "asked" | "once";
  welcome: string;
  entryKey: string;
};

const DAYS = 30;

export const draftOf = (code: Code | undefined, accountId: string): Draft => ({
  accountId: code?.accountId ?? accountId,
  name: code?.name ?? "",
  scene: code?.scene ?? "",
  life: code !== undefined && code.days !== null ? "temporary" : "permanent",
  days: code?.days ?? DAYS,
  queueId: code?.queueId ?? "",
  lane: code?.lane ?? "purchase",
  when: code?.atOnce === true ? "once" : "asked",
  welcome: code?.welcome ?? "",
  entryKey: code?.entryKey ?? "",
});

/** What it decides, as the server wants it. */
export const decidesOf = ({ name, queueId, lane, when, welcome, entryKey }: Draft) => ({
  name: name.trim(),
  queueId: queueId || null,
  lane,
  atOnce: when === "once",
  welcome: welcome.trim() || null,
  entryKey: entryKey || null,
});

export function refusedBecause(code: string | null): string {
  const key = `account.code.${code ?? ""}`;
  return isTextKey(key) ? t(key as TextKey) : (code ?? "");
}
