import { text as en } from "./panel.en.ts";
import { text as zh } from "./panel.zh-CN.ts";
import { addTexts } from "./index.ts";

/** Importing it is enough: the panel and its settings do. */
addTexts({ "zh-CN": zh, en: en satisfies Readonly<Record<keyof typeof zh, string>> });
