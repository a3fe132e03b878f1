import { addTexts } from "./index.ts";
import { text as en } from "./social-did.en.ts";
import { text as zh } from "./social-did.zh-CN.ts";

/** What people did in public, for the audit alone: it imports them. */
addTexts({ "zh-CN": zh, en: en satisfies Readonly<Record<keyof typeof zh, string>> });
