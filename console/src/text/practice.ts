import { addTexts } from "./index.ts";
import { text as en } from "./practice.en.ts";
import { text as zh } from "./practice.zh-CN.ts";

/** Importing it is enough: what shows them does. */
addTexts({ "zh-CN": zh, en: en satisfies Readonly<Record<keyof typeof zh, string>> });
