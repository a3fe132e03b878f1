import { addTexts } from "./index.ts";
import { text as en } from "./did.en.ts";
import { text as zh } from "./did.zh-CN.ts";

/** Importing it is enough: the audit does. */
addTexts({ "zh-CN": zh, en: en satisfies Readonly<Record<keyof typeof zh, string>> });
