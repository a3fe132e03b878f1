import type { ServerResponse } from "node:http";

import type { Timer } from "../time/timer.ts";
import { wait } from "../time/timer.ts";
import type { Effect } from "./fault.ts";

const PAGE = "<html><head><title>502 Bad Gateway</title></head><body>网络繁忙，请稍后再试</body></html>";

export type Answer = {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
};

/** What reaches the caller of an answer, given what it meets; undefined where nothing does. */
export function received(answer: Answer, effect: Effect | undefined): Answer | undefined {
  switch (effect?.kind) {
    case "taken_no_answer":
      return undefined;
    case "page":
      return { status: 200, contentType: "text/html; charset=utf-8", body: PAGE };
    case "cut":
      return { ...answer, body: answer.body.slice(0, Math.ceil(answer.body.length / 2)) };
    case undefined:
    case "errcode":
    case "slow":
      return answer;
  }
}

export async function respond(
  response: ServerResponse,
  answer: Answer,
  effect: Effect | undefined,
  timer: Timer,
): Promise<void> {
  if (effect?.kind === "slow") await wait(timer, effect.ms);
  const reaches = received(answer, effect);
  if (reaches === undefined) {
    response.socket?.resetAndDestroy();
    return void response.destroy();
  }
  response.writeHead(reaches.status, { "content-type": reaches.contentType }).end(reaches.body);
}
