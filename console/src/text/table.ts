import { addTexts } from "./index.ts";
import { text as en } from "./table.en.ts";
import { text as zh } from "./table.zh-CN.ts";

/** Importing it is enough: its pages do. */
addTexts({ "zh-CN": zh, en: en satisfies Readonly<Record<keyof typeof zh, string>> });
