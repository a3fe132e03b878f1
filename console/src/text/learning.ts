import { addTexts } from "./index.ts";
import "./knowledge.ts";
import { text as en } from "./learning.en.ts";
import { text as zh } from "./learning.zh-CN.ts";

/** Importing it is enough: the page does. */
addTexts({ "zh-CN": zh, en: en satisfies Readonly<Record<keyof typeof zh, string>> });
