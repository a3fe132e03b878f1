import { text as en } from "./call.en.ts";
import { text as zh } from "./call.zh-CN.ts";
import { addTexts } from "./index.ts";

/** Importing it is enough: what shows calls does. */
addTexts({ "zh-CN": zh, en: en satisfies Readonly<Record<keyof typeof zh, string>> });
