import { text as en } from "./assist.en.ts";
import { text as zh } from "./assist.zh-CN.ts";
import { addTexts } from "./index.ts";

/** Importing it is enough: the strip beside the composer does. */
addTexts({ "zh-CN": zh, en: en satisfies Readonly<Record<keyof typeof zh, string>> });
