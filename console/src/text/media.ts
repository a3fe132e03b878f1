import { addTexts } from "./index.ts";
import { text as en } from "./media.en.ts";
import { text as zh } from "./media.zh-CN.ts";

/** Importing it is enough: the viewer, the player and the forms of cards do. */
addTexts({ "zh-CN": zh, en: en satisfies Readonly<Record<keyof typeof zh, string>> });
