import type { Answer } from "../../../api/endpoints.ts";
import { isTextKey, t, type TextParams } from "../../../text/index.ts";
import "../../../text/fan.ts";
import { reasonOf, refusalOf } from "../account-words.ts";

export type Check = Answer<"POST /accounts/:id/check">;
export type Step = Check["steps"][number];

/** What a step has come to, or what to do where it was refused. */
export function stepWords(given: Step): string {
  const { step, state, code, detail } = given;
  if (state === "ahead") return "";
  if (state === "none") return step === "answered" ? whyNone(code) : t("account.check.none");
  switch (step) {
    case "verified":
      return state === "failed" ? refusalOf(code ?? "") : named("verified.done");
    case "matched":
      return state === "done" ? matchedWords(code, detail) : named(`matched.${code}`);
    case "answered":
      return named(`answered.${code === "text" ? "text" : "other"}`);
    case "accepted":
      return code === "rejected"
        ? t("account.check.accepted.rejected", { reason: reasonOf(detail ?? "") })
        : named(`accepted.${code}`);
    case "seen":
      return named(state === "now" ? "seen.now" : `seen.${code}`);
    case "received":
    case "stored":
      return named(`${step}.${code ?? state}`);
  }
}

function named(key: string, params: TextParams = {}): string {
  const whole = `account.check.${key}`;
  return isTextKey(whole) ? t(whole, params) : key;
}

/** The words of the simulator, which explains the same decisions. */
function matchedWords(code: string | null, detail: string | null): string {
  const key = `fan.step.${code}`;
  const words = isTextKey(key) ? t(key, { entry: detail ?? "" }) : (code ?? "");
  const rule = `fan.rule.${detail?.startsWith("risk_") === true ? "risk" : detail}`;
  return code !== "answered" && isTextKey(rule) ? `${words} · ${t(rule)}` : words;
}

const LEFT_TO_A_PERSON: readonly (string | null)[] = ["waited", "heard", "queued", "left_message"];

const whyNone = (code: string | null): string =>
  code === "dead" || LEFT_TO_A_PERSON.includes(code)
    ? t("account.check.answered.person")
    : t("account.check.answered.none");

/** In one sentence, for who only wants to know whether it works. */
export function resultOf({ over, steps }: Check): {
  readonly tone: "ok" | "bad" | "plain";
  readonly text: string;
} {
  const failed = steps.find(({ state }) => state === "failed");
  if (failed !== undefined) {
    return { tone: "bad", text: t("account.check.stopped", { step: t(`account.check.${failed.step}`) }) };
  }
  if (!over) return { tone: "plain", text: t("account.check.running") };
  const isAnswered = steps.every(({ state }) => state === "done");
  return { tone: "ok", text: isAnswered ? t("account.check.passed") : t("account.check.passed.silent") };
}
