import { act, after } from "../platform/act.ts";
import { newFan, type Room } from "../platform/room.ts";
import type { World } from "../platform/world.ts";
import { linkTo } from "./mid.ts";
import { isCalled, type Person, type PublicDeed } from "./post.ts";
import type { NotPublished, Published } from "./square.ts";

export type Done = {
  readonly kind: "published";
  /** Of what was posted, said or taken away. */
  readonly id: string;
  /** Where everybody sees it, or the post that it stands under. */
  readonly url?: string;
};

/**
 * Somebody does something in public. Accounts that are called by their name may speak to her once, and are told
 * where they have that right; settles when they were.
 */
export async function publish(world: World, by: Person, deed: PublicDeed): Promise<Done | NotPublished> {
  const published = world.square.does(by, deed);
  if (published.kind === "refused") return published;
  world.books.touch();
  if (published.kind === "deleted") return { kind: "published", id: published.id };
  const { text, id } = published.kind === "status" ? published.status : published.comment;
  const called = world.books
    .rooms()
    .filter(({ account }) => account.uid !== by.uid && isCalled(text, account.title));
  await Promise.all(called.map((room) => tell(world, room, by, published)));
  return { kind: "published", id, url: linkTo(published.status.by, published.status.id) };
}

async function tell(
  world: World,
  room: Room,
  by: Person,
  published: Exclude<Published, { kind: "deleted" }>,
): Promise<void> {
  const { books, clock } = world;
  const fan = room.fans.get(by.uid) ?? books.putFan(room, newFan(by.uid, by.name, false));
  const { text, id } = published.kind === "status" ? published.status : published.comment;
  const action = { does: "mention", text, statusId: id, in: published.kind } as const;
  if (room.account.mentionPush === true) await act(world, room, fan, { action });
  else books.putFan(room, after(fan, action, clock()));
}
