import { addTexts } from "./index.ts";
import { text as en } from "./social-report.en.ts";
import { text as zh } from "./social-report.zh-CN.ts";

/** Importing it is enough: the pages of what is read of the public by day do. */
addTexts({ "zh-CN": zh, en: en satisfies Readonly<Record<keyof typeof zh, string>> });
