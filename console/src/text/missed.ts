import { text as en } from "./missed.en.ts";
import { text as zh } from "./missed.zh-CN.ts";
import { addTexts } from "./index.ts";

/** Importing it is enough: its page does. */
addTexts({ "zh-CN": zh, en: en satisfies Readonly<Record<keyof typeof zh, string>> });
