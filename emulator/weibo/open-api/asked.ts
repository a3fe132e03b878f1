import type { Room } from "../platform/room.ts";
import type { World } from "../platform/world.ts";
import type { OpenLimits } from "./rates.ts";
import type { Code } from "./reasons.ts";

/** A call that came with a good token. */
export type Asked = {
  readonly world: World;
  readonly room: Room;
  /** Of the query, and of the form where there is one. */
  readonly given: URLSearchParams;
  readonly at: number;
  readonly limits: OpenLimits;
};

/** What it is answered: a shape to be written, or the number of a refusal. */
export type Answered = Readonly<Record<string, unknown>> | Code;

/** A whole number between bounds; `fallback` where none is given, undefined where it is none. */
export function wholeOf(
  given: URLSearchParams,
  name: string,
  fallback: number,
  [least, most]: readonly [number, number],
): number | undefined {
  const text = given.get(name);
  if (text === null || text === "") return fallback;
  const value = Number(text);
  return /^[0-9]{1,9}$/.test(text) && value >= least && value <= most ? value : undefined;
}

/** An id in digits; `0` where none is given, undefined where it is none. */
export function idOf(given: URLSearchParams, name: string): bigint | undefined {
  const text = given.get(name) ?? "0";
  return /^[0-9]{1,19}$/.test(text) ? BigInt(text) : undefined;
}
