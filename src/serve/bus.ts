import type { Logger } from "pino";

import type { Bus } from "../bus/bus.ts";
import { memoryBus } from "../bus/memory.ts";
import { notifyBus } from "../bus/notify.ts";
import { redisBus } from "../bus/redis.ts";
import type { Config } from "../config.ts";
import { codeOf } from "../http/observe.ts";
import { notifyConnection } from "../store/notify-connection.ts";

const NAME = "seatbridge";

/**
 * Who shares a database wakes the others through Redis where one is named, else through the database itself.
 * Whoever has a database of its own is alone and wakes itself.
 */
export function openBus({ redisUrl, databaseUrl }: Config, log: Logger): Bus {
  const onError = (error: unknown): void => log.error(codeOf(error), "a subscriber failed");
  const onLink = (state: "up" | "down", reason?: string): void => log.info({ state, reason }, "bus");
  if (redisUrl !== undefined) return redisBus({ url: redisUrl, prefix: `${NAME}:`, onError, onLink });
  if (databaseUrl === undefined) return memoryBus({ onError });
  const connect: Parameters<typeof notifyBus>[0]["connect"] = (events) =>
    notifyConnection({ url: databaseUrl, channel: NAME }, events);
  return notifyBus({ connect, onError, onLink });
}
