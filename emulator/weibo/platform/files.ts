import type { ServerResponse } from "node:http";

import type { Room } from "./room.ts";
import type { World } from "./world.ts";

const FILES_MAX = 50;

/** Lays down what a fan sends, under the account's own id of it. */
export async function keepFile(
  { books, store }: World,
  room: Room,
  id: string,
  bytes: Uint8Array,
): Promise<void> {
  await store.saveMedium(id, bytes);
  room.files = [...room.files, id].slice(-FILES_MAX);
  await store.keepMedia(new Set(books.rooms().flatMap(({ files }) => files)));
  books.touch();
}

/** A fan's file, for the account that she has sent it to. */
export async function sendFile(
  { store }: World,
  { files }: Room,
  id: string,
  response: ServerResponse,
): Promise<void> {
  const bytes = files.includes(id) ? await store.loadMedium(id) : undefined;
  if (bytes === undefined) return void response.writeHead(404).end();
  response.writeHead(200, { "content-type": "application/octet-stream" }).end(bytes);
}

/** The same for the phone that shows it. */
export async function sendPicture(world: World, id: string, response: ServerResponse): Promise<void> {
  const isKnown = world.books.rooms().some(({ files }) => files.includes(id));
  const bytes = isKnown ? await world.store.loadMedium(id) : undefined;
  if (bytes === undefined) return void response.writeHead(404).end();
  response.writeHead(200, {
    // Laid down only where it is one; which one, the browser sees for itself only where it is told so.
    "content-type": pictureType(bytes) ?? "application/octet-stream",
    "cache-control": "private, max-age=3600",
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; sandbox",
  });
  response.end(bytes);
}

const SIGNATURES = [
  ["image/jpeg", "\xff\xd8\xff"],
  ["image/png", "\x89PNG\r\n\x1a\n"],
  ["image/gif", "GIF8"],
] as const;

/** By its first bytes. */
export function pictureType(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.subarray(0, 8)).toString("latin1");
  return SIGNATURES.find(([, signature]) => head.startsWith(signature))?.[0];
}
