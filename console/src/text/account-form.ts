import { addTexts } from "./index.ts";
import { text as en } from "./account-form.en.ts";
import { text as zh } from "./account-form.zh-CN.ts";

/** Importing it is enough: the page of accounts does. */
addTexts({ "zh-CN": zh, en: en satisfies Readonly<Record<keyof typeof zh, string>> });
