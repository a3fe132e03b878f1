import { addTexts } from "./index.ts";
import { text as en } from "./night.en.ts";
import { text as zh } from "./night.zh-CN.ts";

/** Importing it is enough: what shows them does. */
addTexts({ "zh-CN": zh, en: en satisfies Readonly<Record<keyof typeof zh, string>> });
