import { platformReason } from "../../text/platform-reason.ts";
import { isTextKey, t } from "../../text/index.ts";
import type { Account, Tested } from "./account.ts";

/** Why a platform did not do something, in words; the code itself where there are none. */
export const reasonOf = (code: string, detail: string | null = null): string =>
  platformReason(code, detail) ?? t("account.code.other", { code });

/** Whose detail stands in the sentence already. */
const TOLD: readonly string[] = ["40164", "uid_other"];

/** The platform's own words beside ours. */
export const saidOf = ({ code, detail }: Tested): string | null =>
  code !== null && TOLD.includes(code) ? null : detail;

export function refusalOf(reason: string): string {
  const key = `account.refused.${reason}`;
  return isTextKey(key) ? t(key) : reason;
}

/** The fields that a refusal names (`token, appId`), as the form calls them. */
export const fieldWords = (fields: string): string =>
  fields
    .split(", ")
    .map((name) => {
      const key = `account.field.${name}`;
      return isTextKey(key) ? t(key) : name;
    })
    .join(", ");

/** How an account is, in one word: the worst that is known comes first. */
export function conditionOf({ state, status }: Account): {
  readonly tone: "ok" | "warn" | "bad" | "plain";
  readonly word: "off" | "refused" | "no_token" | "silent" | "uncalled" | "fine";
} {
  if (state === "off") return { tone: "plain", word: "off" };
  if (status.callback?.refused != null) return { tone: "bad", word: "refused" };
  if (status.token?.failedCode != null) return { tone: "bad", word: "no_token" };
  if (status.silentSince !== null) return { tone: "bad", word: "silent" };
  if (status.callback === null) return { tone: "warn", word: "uncalled" };
  return { tone: "ok", word: "fine" };
}
