import { addTexts } from "./index.ts";
import { text as en } from "./people.en.ts";
import { text as zh } from "./people.zh-CN.ts";

/** Importing it is enough: its pages do. */
addTexts({ "zh-CN": zh, en: en satisfies Readonly<Record<keyof typeof zh, string>> });
