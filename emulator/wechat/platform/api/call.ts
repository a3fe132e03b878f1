import type { Room } from "../keep/room.ts";

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
