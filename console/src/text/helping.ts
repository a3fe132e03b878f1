import { text as en } from "./helping.en.ts";
import { text as zh } from "./helping.zh-CN.ts";
import { addTexts } from "./index.ts";

/** Importing it is enough: whoever shows helpers does. */
addTexts({ "zh-CN": zh, en: en satisfies Readonly<Record<keyof typeof zh, string>> });
