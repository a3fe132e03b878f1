import { addTexts } from "./index.ts";
import { text as en } from "./transfer.en.ts";
import { text as zh } from "./transfer.zh-CN.ts";

/** Importing it is enough: its dialog does. */
addTexts({ "zh-CN": zh, en: en satisfies Readonly<Record<keyof typeof zh, string>> });
