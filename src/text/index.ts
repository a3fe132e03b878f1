import { en } from "./en.ts";
import { type FaultCode, faultTexts } from "./fault/index.ts";
import { zhCn } from "./zh-cn.ts";

export type Language = "zh-CN" | "en";
export type TextCode = keyof typeof en | `fault.${FaultCode}`;

export const catalogues: Readonly<Record<Language, Readonly<Record<TextCode, string>>>> = {
  "zh-CN": { ...zhCn, ...faultTexts("zh") },
  en: { ...en, ...faultTexts("en") },
};

export function translate(
  language: Language,
  code: TextCode,
  params: Readonly<Record<string, string | number>> = {},
): string {
  return catalogues[language][code].replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ""));
}

/** The first language that the browser names and we speak; Chinese where it names neither. */
export function languageOf(acceptLanguage: string | undefined): Language {
  for (const range of (acceptLanguage ?? "").toLowerCase().split(",")) {
    if (range.trim().startsWith("zh")) return "zh-CN";
    if (range.trim().startsWith("en")) return "en";
  }
  return "zh-CN";
}
