import "../../text/connector.ts";
import { isTextKey, t } from "../../text/index.ts";

/** Why a CRM did not take something, in words; the code itself where there are none. */
export function reasonOf(code: string): string {
  const key = `crm.code.${code}`;
  if (isTextKey(key)) return t(key);
  const status = /^http_(\d{3})$/.exec(code)?.[1];
  if (status === undefined) return t("crm.code.other", { code });
  return t(status >= "500" ? "crm.code.http_5xx" : "crm.code.http_other", { status });
}

const FIELDS: readonly string[] = [
  "url",
  "apiKey",
  "project",
  "trackerId",
  "priorityIds",
  "closedStatusId",
  "openStatusId",
  "textFormat",
  "timeZone",
  "secret",
  "previousSecret",
];

/** The fields that a refusal names (`url, priorityIds.low`), as the form calls them. */
export function fieldWords(fields: string): string {
  const names = fields.split(", ").map((path) => {
    const [name = ""] = path.split(".");
    const key = `crm.field.${name}`;
    return FIELDS.includes(name) && isTextKey(key) ? t(key) : path;
  });
  return [...new Set(names)].join(", ");
}
