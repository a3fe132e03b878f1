import { text as en } from "./cover.en.ts";
import { text as zh } from "./cover.zh-CN.ts";
import { addTexts } from "./index.ts";

/** Importing it is enough: what shows covered customers does. */
addTexts({ "zh-CN": zh, en: en satisfies Readonly<Record<keyof typeof zh, string>> });
