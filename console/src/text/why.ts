import { addTexts } from "./index.ts";
import { text as en } from "./why.en.ts";
import { text as zh } from "./why.zh-CN.ts";

/** Importing it is enough: the part that explains the bot does. */
addTexts({ "zh-CN": zh, en: en satisfies Readonly<Record<keyof typeof zh, string>> });
