import type { Language as ElementLanguage } from "element-plus/es/locale/index.mjs";
import { readonly, shallowRef } from "vue";

import type { zhCn } from "./zh-cn.ts";

export type Language = "zh-CN" | "en";
export const LANGUAGES: readonly Language[] = ["zh-CN", "en"];
/** Every text of the console; English that lacks one does not compile. */
export type TextKey = keyof typeof zhCn;
export type TextParams = Readonly<Record<string, string | number>>;

const shown = shallowRef<Language>("zh-CN");
const texts = shallowRef<Readonly<Record<string, string>>>({});
let plurals = new Intl.PluralRules("zh-CN");

/** The language of the page. */
export const language = readonly(shown);
/** What Element Plus says in its own parts (no data, pages, dates). */
export const elementLanguage = shallowRef<ElementLanguage>();

/**
 * A text in the language of the page, with `{name}` filled in; changes with the language, without a reload. `count`
 * is `{n}`, and chooses the form of a text that has two, for one and for others: `"{n} chat | {n} chats"`.
 */
export function t(key: TextKey, params: TextParams = {}, count?: number): string {
  const text = texts.value[key] ?? key;
  if (count === undefined) return fill(text, params);
  const [one = "", others = one] = text.split(" | ");
  return fill(plurals.select(count) === "one" ? one : others, { n: count, ...params });
}

const fill = (text: string, params: TextParams): string =>
  text.replace(/\{(\w+)\}/g, (hole, name: string) => String(params[name] ?? hole));

/** Whether there is such a text: for codes of the server, which may be newer than this page. */
export const isTextKey = (key: string): key is TextKey => key in texts.value;

/** Puts the page into a language. Each is a chunk of its own, loaded when it is first wanted. */
export async function useLanguage(wanted: Language): Promise<void> {
  const { words, element } = await (wanted === "en" ? loadEnglish() : loadChinese());
  plurals = new Intl.PluralRules(wanted);
  texts.value = words;
  elementLanguage.value = element;
  shown.value = wanted;
  document.documentElement.lang = wanted;
}

async function loadChinese() {
  const [{ zhCn: words }, element] = await Promise.all([
    import("./zh-cn.ts"),
    import("element-plus/es/locale/lang/zh-cn.mjs"),
  ]);
  return { words, element: element.default };
}

async function loadEnglish() {
  const [{ en: words }, element] = await Promise.all([
    import("./en.ts"),
    import("element-plus/es/locale/lang/en.mjs"),
  ]);
  return { words, element: element.default };
}
