import { isTextKey, t } from "./index.ts";

/** Codes of the WeChat family have five digits; the first two say what they are about. */
const FAMILY = /^([0-9]{2})[0-9]{3}$/;

/** What a platform's code says; of one that nobody knows, what such codes are about. */
export function platformReason(code: string, detail: string | null = null): string | undefined {
  const key = `account.code.${code}`;
  if (isTextKey(key)) return t(key, { detail: detail ?? "" });
  const range = `account.range.${FAMILY.exec(code)?.[1] ?? ""}`;
  return isTextKey(range) ? t(range, { code }) : undefined;
}
