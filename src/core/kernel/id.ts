import type { Clock, Instant } from "./instant.ts";

/** Makes ids. Time and randomness come in as arguments. */
export type Ids = () => string;

/** Fills the bytes with randomness. */
export type Randomness = (bytes: Uint8Array) => void;

const POOL_BYTES = 4_096;
const RANDOM_BYTES = 8;
const COUNTER_MAX = 0xfff;
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/**
 * UUIDv7 (RFC 9562, method 1): 48 bits of milliseconds, a 12-bit counter within one, 62 random bits. The ids of
 * one process grow strictly, also when its clock steps back.
 */
export function createIds(clock: Clock, fill: Randomness): Ids {
  const pool = new Uint8Array(POOL_BYTES);
  let used = POOL_BYTES;
  let last = 0;
  let counter = 0;
  let head = "";

  const tick = (): void => {
    const now = clock();
    if (now > last || counter === COUNTER_MAX) {
      last = Math.max(now, last + (now > last ? 0 : 1));
      counter = 0;
      const hex = last.toString(16).padStart(12, "0");
      head = `${hex.slice(0, 8)}-${hex.slice(8)}-7`;
    } else {
      counter += 1;
    }
  };

  return () => {
    tick();
    if (used + RANDOM_BYTES > POOL_BYTES) {
      fill(pool);
      used = 0;
    }
    const at = (offset: number): string => HEX[pool[used + offset] ?? 0] ?? "00";
    const variant = HEX[((pool[used] ?? 0) & 0x3f) | 0x80] ?? "80";
    const id = `${head}${counter.toString(16).padStart(3, "0")}-${variant}${at(1)}-${at(2)}${at(3)}${at(4)}${at(5)}${at(6)}${at(7)}`;
    used += RANDOM_BYTES;
    return id;
  };
}

/** No id that was made then, or later, is below it. */
export function firstIdAt(at: Instant): string {
  const hex = Math.max(0, at).toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}
