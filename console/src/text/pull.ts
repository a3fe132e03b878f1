import { addTexts } from "./index.ts";
import { text as en } from "./pull.en.ts";
import { text as zh } from "./pull.zh-CN.ts";

/** Importing it is enough: its page does. */
addTexts({ "zh-CN": zh, en: en satisfies Readonly<Record<keyof typeof zh, string>> });
