import type { Context } from "koa";

import type { Window } from "../../flow/desk/lines.ts";

/** A browser that does not take what it is told is asleep or gone; it comes back and is told everything anew. */
const UNSENT_BYTES_MAX = 1024 * 1024;
const KEEP_ALIVE_MS = 15_000;

/** Turns the answer of this call into an event stream. */
export function openWindow(ctx: Context): Window {
  const { res, req } = ctx;
  ctx.respond = false;
  req.socket.setNoDelay(true);
  req.socket.setKeepAlive(true, KEEP_ALIVE_MS);
  res.writeHead(200, {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store, no-transform",
    // nginx would collect it.
    "x-accel-buffering": "no",
    connection: "keep-alive",
  });
  res.on("error", () => undefined);
  return {
    send(text) {
      if (res.destroyed || res.writableEnded) return;
      if (res.writableLength > UNSENT_BYTES_MAX) res.destroy();
      else res.write(text);
    },
    end: () => void res.end(),
  };
}
