import type { Language } from "../index.ts";
import { en } from "./en.ts";
import { zhCn } from "./zh-cn.ts";

export type Values = Readonly<Record<string, string | number | undefined>>;

export function sayIn(language: Language) {
  const texts = language === "en" ? en : zhCn;
  return (key: keyof typeof en, values: Values = {}): string =>
    texts[key].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? texts.none));
}
