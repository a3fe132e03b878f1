import { addTexts } from "./index.ts";
import { text as en } from "./telephony.en.ts";
import { text as zh } from "./telephony.zh-CN.ts";

/** Importing it is enough: its page does. */
addTexts({ "zh-CN": zh, en: en satisfies Readonly<Record<keyof typeof zh, string>> });
