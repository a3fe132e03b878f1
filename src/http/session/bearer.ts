import type { Context } from "koa";

const BEARER = /^Bearer ([\x21-\x7e]{1,200})$/i;

/** The key of another server that calls; empty where it brings none. */
export function bearerOf(ctx: Context): string {
  const [, key = ""] = BEARER.exec(ctx.get("authorization")) ?? [];
  return key;
}
