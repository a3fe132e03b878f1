import { pinyin } from "pinyin-pro";

const INITIALS_MAX = 40;

/** First letters of how it is read: 退款流程 → tklc; letters and digits stand for themselves, the rest for nothing. */
export const initialsOf = (title: string): string =>
  pinyin(title, { pattern: "first", toneType: "none", type: "array", nonZh: "consecutive" })
    .join("")
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "")
    .slice(0, INITIALS_MAX);
