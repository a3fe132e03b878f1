import type { Match, MatchStep } from "../../../../src/http/contract/fan/match.ts";
import type { CallEntry, PushEntry } from "../../../../src/http/contract/fan/view.ts";
import type { PlatformName } from "../live/platform.ts";
import { isTextKey, t, type TextKey, type TextParams } from "../../text/index.ts";

/** The text of a code; a code that has none yet is shown as it is. */
function named(prefix: string, code: string, params: TextParams = {}): string {
  const key = `${prefix}.${code}`;
  return isTextKey(key) ? t(key, params) : code;
}

const percent = (score: number): number => Math.round(score * 100);

export const typeWord = (type: string): string => named("fan.type", type);
export const stepWord = ({ code, entry = "", agent = "", rating = 0 }: MatchStep): string =>
  named("fan.step", code, { entry, agent, rating });

/** What stands behind a step: how sure, over what, by which rule, why. */
export function stepDetails({ score, rival, options, rule, reason }: MatchStep): readonly string[] {
  return [
    ...(score === undefined ? [] : [t("fan.score", { percent: percent(score) })]),
    ...(rival === undefined ? [] : [t("fan.rival", { entry: rival.entry, percent: percent(rival.score) })]),
    ...(options === undefined || options.length === 0
      ? []
      : [t("fan.options", { list: options.slice(0, 3).join(t("fan.separator")) })]),
    ...(rule === undefined ? [] : [rule.startsWith("risk_") ? t("fan.rule.risk") : named("fan.rule", rule)]),
    ...(reason === undefined ? [] : [named("fan.reason", reason)]),
  ];
}

export function stateWords(match: Match | undefined): string {
  const { contact } = match ?? {};
  if (contact === undefined) return t("fan.state.none");
  const { state, reason, agent = "" } = contact;
  const words = named("fan.state", state, { agent });
  return state === "queued" && reason !== undefined ? `${words} · ${named("fan.reason", reason)}` : words;
}

export type Outcome = { readonly tone: "ok" | "bad" | "wait"; readonly text: string };

/** Where a webhook ends badly, WeChat's fans are told, and Weibo's are not. */
const TROUBLE = {
  "wechat-oa": "fan.push.trouble",
  "wechat-mini": "fan.push.trouble",
  weibo: "fan.push.trouble.weibo",
} as const;

export function pushOutcome({ verdict, forged, attempts }: PushEntry, platform: PlatformName): Outcome {
  const status = attempts.at(-1)?.status ?? 0;
  switch (verdict.kind) {
    case "pending":
      return { tone: "wait", text: t("fan.push.pending") };
    case "reply":
      return { tone: "ok", text: t("fan.push.reply") };
    case "success":
      return forged
        ? { tone: "bad", text: t("fan.push.taken", { status }) }
        : { tone: "ok", text: t("fan.push.success") };
    case "trouble":
      return forged && status >= 400
        ? { tone: "ok", text: t("fan.push.refused", { status }) }
        : { tone: "bad", text: t(TROUBLE[platform], { why: verdict.why }) };
  }
}

export function callOutcome({ code, answered, path, met }: CallEntry): Outcome {
  if (!answered) return { tone: "bad", text: t("fan.call.unanswered") };
  if (met === "page" || met === "cut") return { tone: "bad", text: t(`fan.call.${met}`) };
  if (code !== 0) return { tone: "bad", text: t("fan.call.refused", { code }) };
  return { tone: "ok", text: t(isSend(path) ? "fan.call.accepted" : "fan.call.ok") };
}

const isSend = (path: string): boolean => /\/(?:custom\/send|messages\/reply\.json)$/.test(path);

const CALLS: readonly (readonly [string, TextKey])[] = [
  ["/custom/send", "fan.call.send"],
  ["/messages/reply.json", "fan.call.send"],
  ["/custom/typing", "fan.call.typing"],
  ["/stable_token", "fan.call.token"],
  ["/token", "fan.call.token"],
  ["/media/upload", "fan.call.upload"],
  ["/media/get", "fan.call.get"],
  ["/user/info", "fan.call.user"],
  ["/user/info/batchget", "fan.call.user"],
];

export function callWord({ path }: CallEntry): string {
  const key = CALLS.find(([end]) => path.endsWith(end))?.[1];
  return key === undefined ? t("fan.call.other", { path }) : t(key);
}
