import type { Context } from "koa";

/**
 * Where a call comes from. `x-forwarded-for` is what the caller says, but for what our own proxies have added at its
 * end: so many of its last entries are theirs.
 */
export function addressOf(ctx: Context, proxies: number): string {
  const forwarded = proxies === 0 ? [] : ctx.get("x-forwarded-for").split(",");
  const address = forwarded.at(-proxies)?.trim();
  return address === undefined || address === "" ? (ctx.req.socket.remoteAddress ?? "") : address;
}
