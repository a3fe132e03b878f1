import type { World } from "../world.ts";
import type { Material, Medium, Room } from "../keep/room.ts";
import { MEDIA_BYTES_MAX, MEDIA_MAX } from "../limits.ts";

const GOOD_MS = 3 * 24 * 60 * 60_000;
const ID_BYTES = 48;

/** A medium that is still good: three days (protocols §1.12), or for ever. */
export function mediumOf(room: Room, id: string, at: number): Medium | Material | undefined {
  const medium = room.media.get(id);
  if (medium === undefined) return room.materials.get(id);
  return at < medium.createdAt + GOOD_MS ? medium : undefined;
}

/** Puts a file on the shelf; what is too old or too much falls off its other end. */
export async function shelve(
  world: World,
  room: Room,
  file: Pick<Medium, "kind" | "contentType"> & { readonly bytes: Uint8Array },
  at: number,
): Promise<Medium> {
  const { kind, contentType, bytes } = file;
  const id = drawId(world);
  const medium = { id, kind, contentType, bytes: bytes.byteLength, createdAt: at };
  await world.store.saveMedium(id, bytes);
  room.media.set(id, medium);
  dropOld(room, at);
  await tidy(world);
  world.books.touch();
  return medium;
}

export const drawId = ({ random }: World): string => Buffer.from(random(ID_BYTES)).toString("base64url");

/** The store forgets what is on no shelf. */
export const tidy = ({ books, store }: World): Promise<void> =>
  store.keepMedia(
    new Set(books.rooms().flatMap(({ media, materials }) => [...media.keys(), ...materials.keys()])),
  );

function dropOld(room: Room, at: number): void {
  let bytes = [...room.media.values()].reduce((sum, medium) => sum + medium.bytes, 0);
  for (const [id, medium] of room.media) {
    const expired = mediumOf(room, id, at) === undefined;
    if (!expired && room.media.size <= MEDIA_MAX && bytes <= MEDIA_BYTES_MAX) return;
    room.media.delete(id);
    bytes -= medium.bytes;
  }
}
