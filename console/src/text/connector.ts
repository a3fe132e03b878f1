import { addTexts } from "./index.ts";
import { text as en } from "./connector.en.ts";
import { text as zh } from "./connector.zh-CN.ts";

/** Importing it is enough: its pages do. */
addTexts({ "zh-CN": zh, en });
