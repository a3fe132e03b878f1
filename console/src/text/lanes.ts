import { addTexts } from "./index.ts";
import { text as en } from "./lanes.en.ts";
import { text as zh } from "./lanes.zh-CN.ts";

/** Importing it is enough: the page does. */
addTexts({ "zh-CN": zh, en: en satisfies Readonly<Record<keyof typeof zh, string>> });
