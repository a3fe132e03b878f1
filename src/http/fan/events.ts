import type { ServerResponse } from "node:http";

import type { ReadMatch } from "../contract/fan/match.ts";
import type { FanPlatform } from "./platform.ts";

/** Pages that look on at once. */
export const STREAMS_MAX = 50;
const PING_MS = 10_000;
/** Our own side wakes nobody here: it is looked at this often. */
const MATCH_MS = 1_000;
/** Changes that come together go out together. */
const GATHER_MS = 20;

export type Watching = {
  readonly platform: FanPlatform;
  readonly readMatch: ReadMatch;
  readonly onError: (error: unknown) => void;
};

/**
 * Tells a page what happens on one phone until either side goes: `phone` with what is new of it, `match` with what
 * our side made of it. Nothing is queued for a page that reads slowly: it is told the newer state later.
 */
export function streamPhone(
  { platform, readMatch, onError }: Watching,
  fan: { readonly accountId: string; readonly openid: string },
  response: ServerResponse,
): () => void {
  const { accountId, openid } = fan;
  let told = 0;
  let toldMatch = "";
  let gathering: NodeJS.Timeout | undefined;
  let looking = false;

  const write = (event: string, data: unknown): void => {
    response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  };

  function tellPhone(): void {
    gathering = undefined;
    if (response.writableNeedDrain) return;
    const view = platform.phone(accountId, openid, told);
    if ("kind" in view) return void response.end();
    if (told > 0 && view.v === told) return;
    told = view.v;
    write("phone", view);
  }

  async function tellMatch(): Promise<void> {
    if (looking || response.writableNeedDrain) return;
    looking = true;
    const match = await readMatch(accountId, openid).catch(onError);
    looking = false;
    const text = JSON.stringify(match);
    if (match === undefined || text === toldMatch || response.writableEnded) return;
    toldMatch = text;
    write("match", match);
  }

  const gather = (): void => void (gathering ??= setTimeout(tellPhone, GATHER_MS));
  const unwatch = platform.watch(gather);
  const ping = setInterval(() => response.write("event: ping\ndata:\n\n"), PING_MS);
  const look = setInterval(() => void tellMatch(), MATCH_MS);

  function stop(): void {
    unwatch();
    clearTimeout(gathering);
    clearInterval(ping);
    clearInterval(look);
    response.end();
  }

  response.writeHead(200, {
    "content-type": "text/event-stream",
    "cache-control": "no-store",
    "x-accel-buffering": "no",
  });
  response.on("drain", gather);
  response.once("close", stop);
  tellPhone();
  void tellMatch();
  return stop;
}
