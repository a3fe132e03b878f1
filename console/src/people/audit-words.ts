import type { Answer } from "../api/endpoints.ts";
import { isTextKey, t } from "../text/index.ts";

export type AuditLine = Answer<"GET /audit">["items"][number];

/** What can be looked at alone. */
export const SUBJECTS = [
  "staff",
  "login",
  "agent_session",
  "contact",
  "conversation",
  "identity",
  "ticket",
  "media",
  "queue",
  "queue_group",
  "preset",
  "seat",
  "reason",
  "canned",
  "entry",
  "connector",
  "account",
  "code",
] as const;

/** What was done, in words; the code of what has none yet, which is still better than nothing. */
export function doingOf(action: string): string {
  const key = `people.did.${action}`;
  return isTextKey(key) ? t(key) : action;
}

/** What it was done to and with: ids and codes, as the audit keeps them. */
export function detailsOf({ subjectId, data }: AuditLine): string {
  const pairs = Object.entries(data).map(([name, value]) => `${name}: ${textOf(value)}`);
  return [subjectId, ...pairs].join(" · ");
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join(", ");
  if (typeof value !== "object" || value === null) return String(value);
  return Object.values(value).map(textOf).join(" ");
}
