import type { Readable } from "node:stream";

import type { Middleware } from "koa";

/** What stands before the path of a medium that is given away for a while. */
export const SHARED = "/shared";

export type SharedMediaDoor = {
  /** The medium that an address opens; undefined: none. */
  readonly open: (
    rest: string,
  ) => Promise<
    { readonly type: string; readonly bytes: number; readonly stream: () => Readable } | undefined
  >;
};

/** Bytes for a platform that checks what is sent; whoever has no good address is told nothing. */
export const sharedMedia =
  ({ open }: SharedMediaDoor): Middleware =>
  async (ctx, next) => {
    if (!ctx.path.startsWith(`${SHARED}/`) || (ctx.method !== "GET" && ctx.method !== "HEAD")) return next();
    const medium = await open(ctx.path.slice(SHARED.length + 1));
    if (medium === undefined) return next();
    ctx.set("cache-control", "private, no-store");
    ctx.set("content-security-policy", "default-src 'none'; sandbox");
    ctx.type = medium.type;
    if (ctx.method === "GET") ctx.body = medium.stream();
    else ctx.status = 200;
    ctx.length = medium.bytes;
  };
