import type { Language as ElementLanguage } from "element-plus/es/locale/index.mjs";
import { readonly, shallowRef } from "vue";

import type { text as assist } from "./assist.zh-CN.ts";
import type { text as accountForm } from "./account-form.zh-CN.ts";
import type { text as breaks } from "./breaks.zh-CN.ts";
import type { text as botReport } from "./bot-report.zh-CN.ts";
import type { text as codes } from "./codes.zh-CN.ts";
import type { text as connector } from "./connector.zh-CN.ts";
import type { text as panel } from "./panel.zh-CN.ts";
import type { text as missed } from "./missed.zh-CN.ts";
import type { text as dial } from "./dial.zh-CN.ts";
import type { text as abuse } from "./abuse.zh-CN.ts";
import type { text as consult } from "./consult.zh-CN.ts";
import type { text as did } from "./did.zh-CN.ts";
import type { text as explain } from "./explain.zh-CN.ts";
import type { text as fan } from "./fan.zh-CN.ts";
import type { text as floor } from "./floor.zh-CN.ts";
import type { text as knowledge } from "./knowledge.zh-CN.ts";
import type { text as lanes } from "./lanes.zh-CN.ts";
import type { text as learning } from "./learning.zh-CN.ts";
import type { text as media } from "./media.zh-CN.ts";
import type { text as menus } from "./menus.zh-CN.ts";
import type { text as night } from "./night.zh-CN.ts";
import type { text as settingsLists } from "./settings-lists.zh-CN.ts";
import type { text as helping } from "./helping.zh-CN.ts";
import type { text as newcomer } from "./newcomer.zh-CN.ts";
import type { text as misroute } from "./misroute.zh-CN.ts";
import type { text as noPlace } from "./no-place.zh-CN.ts";
import type { text as notices } from "./notices.zh-CN.ts";
import type { text as people } from "./people.zh-CN.ts";
import type { text as call } from "./call.zh-CN.ts";
import type { text as cover } from "./cover.zh-CN.ts";
import type { text as practice } from "./practice.zh-CN.ts";
import type { text as preset } from "./preset.zh-CN.ts";
import type { text as pull } from "./pull.zh-CN.ts";
import type { text as queue } from "./queue.zh-CN.ts";
import type { text as relay } from "./relay.zh-CN.ts";
import type { text as skill } from "./skill.zh-CN.ts";
import type { text as socialDid } from "./social-did.zh-CN.ts";
import type { text as socialReport } from "./social-report.zh-CN.ts";
import type { text as social } from "./social.zh-CN.ts";
import type { text as spending } from "./spending.zh-CN.ts";
import type { text as table } from "./table.zh-CN.ts";
import type { text as takeover } from "./takeover.zh-CN.ts";
import type { text as telephony } from "./telephony.zh-CN.ts";
import type { text as todo } from "./todo.zh-CN.ts";
import type { text as token } from "./token.zh-CN.ts";
import type { text as transfer } from "./transfer.zh-CN.ts";
import type { text as trial } from "./trial.zh-CN.ts";
import type { text as why } from "./why.zh-CN.ts";
import type { zhCn } from "./zh-cn.ts";

export type Language = "zh-CN" | "en";
export const LANGUAGES: readonly Language[] = ["zh-CN", "en"];
/** Every text of the console; English that lacks one does not compile. */
export type TextKey = keyof (typeof accountForm &
  typeof assist &
  typeof botReport &
  typeof breaks &
  typeof codes &
  typeof connector &
  typeof abuse &
  typeof consult &
  typeof dial &
  typeof missed &
  typeof panel &
  typeof did &
  typeof explain &
  typeof fan &
  typeof floor &
  typeof knowledge &
  typeof lanes &
  typeof learning &
  typeof media &
  typeof menus &
  typeof misroute &
  typeof helping &
  typeof newcomer &
  typeof settingsLists &
  typeof night &
  typeof noPlace &
  typeof people &
  typeof notices &
  typeof call &
  typeof cover &
  typeof pull &
  typeof queue &
  typeof relay &
  typeof skill &
  typeof socialDid &
  typeof socialReport &
  typeof social &
  typeof spending &
  typeof table &
  typeof takeover &
  typeof telephony &
  typeof todo &
  typeof token &
  typeof transfer &
  typeof practice &
  typeof preset &
  typeof trial &
  typeof why &
  typeof zhCn);
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

type Words = Readonly<Record<string, string>>;
const added: Record<Language, Words> = { "zh-CN": {}, en: {} };

/** Texts that come with a page, so that the first load does not carry them; of both languages, since either may be next. */
export function addTexts(words: Readonly<Record<Language, Words>>): void {
  for (const each of LANGUAGES) added[each] = { ...added[each], ...words[each] };
  texts.value = { ...texts.value, ...words[shown.value] };
}

/** Puts the page into a language. Each is a chunk of its own, loaded when it is first wanted. */
export async function useLanguage(wanted: Language): Promise<void> {
  const { words, element } = await (wanted === "en" ? loadEnglish() : loadChinese());
  plurals = new Intl.PluralRules(wanted);
  texts.value = { ...words, ...added[wanted] };
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
