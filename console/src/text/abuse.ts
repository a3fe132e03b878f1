import { addTexts } from "./index.ts";
import { text as en } from "./abuse.en.ts";
import { text as zh } from "./abuse.zh-CN.ts";

/** Importing it is enough: what shows them does. */
addTexts({ "zh-CN": zh, en: en satisfies Readonly<Record<keyof typeof zh, string>> });
