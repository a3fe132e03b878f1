import { addTexts } from "./index.ts";
import { text as en } from "./breaks.en.ts";
import { text as zh } from "./breaks.zh-CN.ts";

/** Importing it is enough: whoever shows breaks does. */
addTexts({ "zh-CN": zh, en: en satisfies Readonly<Record<keyof typeof zh, string>> });
