import { text as en } from "./dial.en.ts";
import { text as zh } from "./dial.zh-CN.ts";
import { addTexts } from "./index.ts";

/** Importing it is enough: what has customers rung does. */
addTexts({ "zh-CN": zh, en: en satisfies Readonly<Record<keyof typeof zh, string>> });
