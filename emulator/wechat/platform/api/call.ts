import { type Effect, meet } from "../../../kit/fault/fault.ts";
import type { Room } from "../keep/room.ts";
import type { World } from "../world.ts";

/** One request of the API, read whole. */
export type ApiCall = {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly contentType: string;
  readonly body: Buffer;
  readonly at: number;
};

/** One that came with a good token. */
export type AccountCall = ApiCall & { readonly room: Room };

/** What the call meets of what goes wrong on purpose; only a good one is to ask. */
export function meets(world: World, { room, path, at }: AccountCall, fan: string): Effect | undefined {
  const { random, books } = world;
  const isSend = SENDS.has(path);
  const before = room.faults;
  const { effect, left } = meet(before, { path, isSend, at, random, ...(fan !== "" && { fan }) });
  room.faults = left;
  if (effect !== undefined || left.length !== before.length) books.touch();
  return effect;
}

/** What reaches a fan. */
export const SENDS: ReadonlySet<string> = new Set([
  "/cgi-bin/message/custom/send",
  "/cgi-bin/message/template/send",
  "/cgi-bin/message/subscribe/bizsend",
]);

export type Tree = { readonly [name: string]: unknown };

/** The body as an object; undefined where it is none. */
export function readJson(body: Buffer): Tree | undefined {
  try {
    const value: unknown = JSON.parse(body.toString("utf8"));
    return isTree(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export const isTree = (value: unknown): value is Tree =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The text at a path of names; empty where there is none. */
export function textAt(tree: unknown, ...path: readonly string[]): string {
  let value = tree;
  for (const name of path) value = isTree(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  return typeof value === "string" ? value : "";
}
