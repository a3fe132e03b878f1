import { t, type TextKey } from "../../text/index.ts";
import { platformReason } from "../../text/platform-reason.ts";
import type { Send } from "../api/wire.ts";

const states: Readonly<Record<Send["state"], TextKey>> = {
  queued: "desk.send.sending",
  sending: "desk.send.sending",
  passive: "desk.send.sending",
  written: "desk.send.written",
  accepted: "desk.send.accepted",
  given: "desk.send.given",
  delivered: "desk.send.accepted",
  undelivered: "desk.send.undelivered",
  checking: "desk.send.checking",
  flagged: "desk.send.flagged",
  unknown: "desk.send.unknown",
  rejected: "desk.send.failed",
  expired: "desk.send.failed",
};

/** The state in two to five characters. */
export function sendWord({ state, code }: Send): string {
  if (code === "superseded") return t("desk.send.superseded");
  return state === "accepted" && code === "confirmed_by_person" ? t("desk.send.confirmed") : t(states[state]);
}

const all = (codes: readonly number[], key: TextKey): Readonly<Record<string, TextKey>> =>
  Object.fromEntries(codes.map((code) => [code, key]));

/** What Weibo's codes mean; their numbers are none of WeChat's. */
const weibo: Readonly<Record<string, TextKey>> = {
  ...all([10_001, 10_002, 10_003, 10_009, 10_011, 21_331], "desk.failure.busy"),
  ...all([10_004, 10_022, 10_023, 10_024, 20_016], "desk.failure.calls"),
  ...all([10_005, 10_014], "desk.failure.no_right"),
  ...all([20_502, 21_301, 21_314, 21_315, 21_316, 21_317, 21_327, 21_332], "desk.failure.disconnected"),
  ...all([20_017, 20_019, 20_111], "desk.failure.repeated"),
  ...all([20_018, 20_021, 20_022], "desk.failure.content"),
  "20003": "desk.failure.no_such_fan",
  "20012": "desk.failure.too_long",
  platform_timed_out: "desk.failure.cut_off",
};

/** What the platform's codes mean to somebody who wants to help a customer. */
const failures: Readonly<Record<string, TextKey>> = {
  ...weibo,
  "45015": "desk.failure.window",
  content_risky: "desk.failure.content",
  check_risky: "desk.failure.flagged",
  check_review: "desk.failure.review",
  check_away: "desk.failure.unchecked",
  window_closed: "desk.failure.window",
  "45047": "desk.failure.quota",
  places_used_up: "desk.failure.quota",
  places_kept: "desk.failure.kept",
  budget_kept: "desk.failure.budget",
  "43101": "desk.failure.notice_refused",
  user_block: "desk.failure.notice_refused",
  system_failed: "desk.failure.busy",
  "43004": "desk.failure.unfollowed",
  "50005": "desk.failure.unfollowed",
  "45002": "desk.failure.too_long",
  "40003": "desk.failure.no_such_fan",
  "48001": "desk.failure.no_right",
  "40164": "desk.failure.address",
  "45009": "desk.failure.calls",
  "45011": "desk.failure.calls",
  too_many_requests: "desk.failure.calls",
  unreachable: "desk.failure.unreachable",
  "-1": "desk.failure.busy",
  "40007": "desk.failure.picture",
  ...all([40_006, 40_009, 40_010, 40_011, 45_001], "desk.failure.too_large"),
  media_missing: "desk.failure.picture",
  media_too_large: "desk.failure.too_large",
  media_type_unsupported: "desk.failure.picture",
  upload_failed: "desk.failure.picture",
  upload_unreadable: "desk.failure.picture",
  kind_unsupported: "desk.failure.kind",
  text_too_long: "desk.failure.too_long",
  partly_sent: "desk.failure.partly_sent",
  too_late: "desk.failure.too_late",
  no_way_out: "desk.failure.too_late",
  token_refused: "desk.failure.token",
  token_busy: "desk.failure.token",
  token_unreachable: "desk.failure.unreachable",
  process_died: "desk.failure.cut_off",
  restored: "desk.failure.restored",
  closed_before_finish: "desk.failure.cut_off",
  no_answer: "desk.failure.cut_off",
  answer_unreadable: "desk.failure.cut_off",
  adapter_failed: "desk.failure.cut_off",
};

export function sendFailure(code: string | null): string {
  if (code === null) return "";
  if (code === "superseded") return "";
  const key = Object.hasOwn(failures, code) ? failures[code] : undefined;
  if (key !== undefined) return t(key);
  return platformReason(code) ?? t("desk.failure.other", { code });
}
