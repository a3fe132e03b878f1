import { z } from "zod";
import type { Keys } from "./bus.ts";

/** NOTIFY refuses payloads of 8,000 bytes and more (PostgreSQL manual, NOTIFY); the other links keep to it too. */
const payloadBytesMax = 7_999;

export type WireWake = { readonly origin: string; readonly topic: string; readonly keys: Keys };

const wireSchema = z.object({
  origin: z.string(),
  topic: z.string(),
  keys: z.array(z.string()).optional(),
});

/** A wake whose keys do not fit says "look at everything" instead. */
export function encodeWake(wake: WireWake): string {
  const payload = JSON.stringify(wake);
  if (Buffer.byteLength(payload) <= payloadBytesMax) return payload;
  return JSON.stringify({ ...wake, keys: undefined });
}

/** undefined for anything that is not a wake. */
export function decodeWake(payload: string): WireWake | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(payload);
  } catch {
    return undefined;
  }
  const { success, data } = wireSchema.safeParse(parsed);
  return success ? { origin: data.origin, topic: data.topic, keys: data.keys } : undefined;
}
