import type { SettingKey } from "../setting/registry.ts";
import { DANGERS } from "./words/dangers.ts";

/** What is never answered by a machine alone (days, G25). */
export type RiskRule = keyof typeof DANGERS;

/** The most urgent first. */
export const RISK_RULES = Object.keys(DANGERS) as readonly RiskRule[];
const RULES = Object.entries(DANGERS) as readonly (readonly [RiskRule, RegExp])[];

/** The one sentence that she is told at once: what to do now; no diagnosis, no word of guilt, nothing asked of a child. */
export const SAFE_WORDS: Readonly<Record<RiskRule, SettingKey & `notice.${string}`>> = {
  risk_self_harm: "notice.riskHarm",
  risk_fire_or_electric: "notice.risk",
  risk_injury: "notice.riskHealth",
  risk_swallowed: "notice.riskHealth",
  risk_pregnancy_or_infant: "notice.riskInfant",
  risk_minor: "notice.riskMinor",
  risk_damages: "notice.riskClaim",
  risk_law_or_press: "notice.riskClaim",
  risk_batch: "notice.risk",
  risk_fraud: "notice.riskFraud",
  risk_personal_data: "notice.riskData",
};

export const isRisk = (rule: string): rule is RiskRule => Object.hasOwn(SAFE_WORDS, rule);

/** The first rule that a text (signs folded, words untouched) meets. */
export function riskIn(signs: string): RiskRule | undefined {
  return RULES.find(([, pattern]) => pattern.test(signs))?.[0];
}

/** The same, with the words by which it does. */
export function riskFound(signs: string): { readonly rule: RiskRule; readonly words: string } | undefined {
  const rule = riskIn(signs);
  return rule && { rule, words: DANGERS[rule].exec(signs)?.[0] ?? "" };
}
