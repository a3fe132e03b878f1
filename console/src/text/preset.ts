import { addTexts } from "./index.ts";
import { text as en } from "./preset.en.ts";
import { text as zh } from "./preset.zh-CN.ts";

/** Importing it is enough: whoever shows presets, or what deviates, does. */
addTexts({ "zh-CN": zh, en: en satisfies Readonly<Record<keyof typeof zh, string>> });
