import { addTexts } from "./index.ts";
import { text as en } from "./social.en.ts";
import { text as zh } from "./social.zh-CN.ts";

/** Importing it is enough: whatever shows what is said in public does. */
addTexts({ "zh-CN": zh, en: en satisfies Readonly<Record<keyof typeof zh, string>> });
