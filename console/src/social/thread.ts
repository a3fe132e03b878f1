import type { Answer } from "../api/endpoints.ts";
import { isTextKey, t } from "../text/index.ts";

export type Threads = Answer<"GET /social/threads">;
export type Thread = Threads["items"][number];
export type Whole = Answer<"GET /social/threads/:id">;
export type PublicAnswer = Whole["answers"][number];
export type SocialAccount = Answer<"GET /social/accounts">["items"][number];

export type SocialRules = Answer<"GET /social/accounts/:id/rules">;
export type Incident = NonNullable<SocialAccount["public"]>["incidents"][number];

export { VIEWS, type View } from "../../../src/core/social/view.ts";

type Tone = "plain" | "ok" | "warn" | "bad" | "info" | "brand";

export const CLASS_TONES: Readonly<Record<Thread["is"], Tone>> = {
  complaint: "bad",
  request: "brand",
  unclear: "warn",
  praise: "ok",
  campaign: "plain",
  media: "info",
  zombie: "plain",
  copy: "plain",
  chat: "plain",
};

/** Why it is of that class, as the rule says it, with the words that counted. */
export const whyOf = (reasons: Thread["reasons"]): string =>
  reasons.map(({ rule, words }) => reasonOf(rule, words)).join("；");

function reasonOf(rule: string, words: readonly string[]): string {
  const key = `social.rule.${rule}`;
  const said = isTextKey(key) ? t(key) : rule;
  return words.length === 0 ? said : t("social.rule.words", { rule: said, words: words.join("、") });
}

/** The platform's code in words, where we have some. */
export function codeOf(code: string): string {
  const key = `social.code.${code}`;
  return isTextKey(key) ? t(key) : t("social.code.other", { code });
}

/** What an incident holds, in words. */
export function concernOf({ concern }: Pick<Incident, "concern">): string {
  switch (concern.kind) {
    case "account":
      return t("social.concern.account");
    case "topics":
      return t("social.concern.topics.of", { words: concern.words.join("、") });
    case "post":
      return t("social.concern.post.of", { mid: concern.mid });
  }
}

/** Why a second pair of eyes is needed. */
export function needOf(need: string): string {
  const key = `social.need.${need}`;
  return isTextKey(key) ? t(key) : need;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** 08:12, 3 h 20, 2 d: how much, not when. */
export function spanOf(ms: number): string {
  const whole = Math.abs(ms);
  if (whole >= DAY_MS) return t("social.span.days", { n: Math.floor(whole / DAY_MS) });
  const two = (n: number): string => String(Math.floor(n)).padStart(2, "0");
  if (whole >= HOUR_MS) {
    return t("social.span.hours", { h: Math.floor(whole / HOUR_MS), m: two((whole % HOUR_MS) / MINUTE_MS) });
  }
  return `${two(whole / MINUTE_MS)}:${two((whole % MINUTE_MS) / 1_000)}`;
}

/** How long something takes at the most: 55 minutes, 2 hours 18. */
export function atMostOf(ms: number): string {
  const minutes = Math.ceil(ms / MINUTE_MS);
  if (minutes < 60) return t("social.span.minutes", { n: minutes });
  return t("social.span.long", { h: Math.floor(minutes / 60), m: minutes % 60 });
}

export function dueOf(
  thread: Pick<Thread, "dueAt">,
  now: number,
): { readonly text: string; readonly tone: Tone } {
  const left = Date.parse(thread.dueAt) - now;
  if (left < 0) return { text: t("social.due.over", { span: spanOf(left) }), tone: "bad" };
  return {
    text: t("social.due.left", { span: spanOf(left) }),
    tone: left < 5 * MINUTE_MS ? "warn" : "plain",
  };
}

/** Half-width units, as the platform counts: ASCII one, all else two, a link twenty. Held to the server's by a test. */
export function charsOf(text: string): number {
  let links = 0;
  const rest = text.replaceAll(/https?:\/\/[!-~]+/gu, () => {
    links += 1;
    return "";
  });
  const units = Array.from(rest).reduce((sum, sign) => sum + (sign <= "\u007f" ? 1 : 2), 0);
  return Math.ceil((units + links * 20) / 2);
}
