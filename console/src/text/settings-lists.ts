import { addTexts } from "./index.ts";
import { text as en } from "./settings-lists.en.ts";
import { text as zh } from "./settings-lists.zh-CN.ts";

/** Importing it is enough: the pages do. */
addTexts({ "zh-CN": zh, en: en satisfies Readonly<Record<keyof typeof zh, string>> });
