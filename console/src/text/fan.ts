import { addTexts } from "./index.ts";
import { text as en } from "./fan.en.ts";
import { text as zh } from "./fan.zh-CN.ts";

/** Importing it is enough: the pages that play a fan, or follow one, do. */
addTexts({ "zh-CN": zh, en: en satisfies Readonly<Record<keyof typeof zh, string>> });
