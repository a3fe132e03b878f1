import { addTexts } from "./index.ts";
import { text as en } from "./newcomer.en.ts";
import { text as zh } from "./newcomer.zh-CN.ts";

/** Importing it is enough: the page does. */
addTexts({ "zh-CN": zh, en: en satisfies Readonly<Record<keyof typeof zh, string>> });
