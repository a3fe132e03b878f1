import type { Context } from "koa";

import { type Language, languageOf } from "../../text/index.ts";
import { readCookie } from "../session/cookie.ts";

/** Set by the console where nobody is signed in yet. */
const LANGUAGE_COOKIE = "seatbridge-language";

/** Hers, else what she chose at the door, else what her browser asks for. */
export function languageFor(ctx: Context, own: Language | undefined): Language {
  if (own !== undefined) return own;
  const chosen = readCookie(ctx.get("cookie"), LANGUAGE_COOKIE);
  return chosen === "zh-CN" || chosen === "en" ? chosen : languageOf(ctx.get("accept-language"));
}
