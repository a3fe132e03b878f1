import { isTextKey, t, type TextKey } from "../../text/index.ts";
import type { FanCard } from "./api.ts";

type Change = FanCard["changes"][number];

/** Why the platform refused, where the code is known; else the code itself, to be looked up. */
export function refusalWords({ code }: Pick<Change, "code">): string {
  const key = [`fans.refused.${code ?? ""}`, `account.code.${code ?? ""}`].find(isTextKey);
  return key === undefined ? t("fans.refused", { code: code ?? "" }) : t(key as TextKey);
}

export function changeWords({ kind, value }: Pick<Change, "kind" | "value">): string {
  if (kind === "remark" && (value ?? "") === "") return t("fans.change.remark.none");
  return t(`fans.change.${kind}`, { value: value ?? "" });
}

/** How she came to follow, in words; the platform's own where there are none yet. */
export function sourceWords(source: string): string {
  const key = `fans.source.${source}`;
  return isTextKey(key) ? t(key) : source;
}
