import { t } from "../../text/index.ts";
import { clockText } from "../time/waiting.ts";

/** Past the planned end; nobody is brought back for it. Without one there is nothing to be past of. */
export const isOver = (backAt: number | null, now: number): boolean => backAt !== null && now > backAt;

/** 剩 12:03, 超 3:10 */
export const breakText = (backAt: number, now: number): string =>
  isOver(backAt, now)
    ? t("desk.break.over", { time: clockText((now - backAt) / 1_000) })
    : t("desk.break.left", { time: clockText(Math.ceil((backAt - now) / 1_000)) });
