import { actorName } from "../../core/access/actor.ts";
import { Fault } from "../../core/kernel/fault.ts";
import type { KeptPicture } from "../../core/knowledge/picture.ts";
import type { Writing } from "../../core/knowledge/writing.ts";
import type { Action, Query } from "../action.ts";
import type { Media } from "../media/ports.ts";
import type { Stores } from "../ports.ts";
import type { StoredPicture } from "./ports.ts";

type Store = Pick<Stores, "knowledge">;

/** A picture that an answer may be of; its bytes lie in the media store by now. */
export const addPicture: Action<StoredPicture, KeptPicture, Store> = {
  id: "picture.added",
  permission: "knowledge.write",
  async run({ store, actor, at }, picture) {
    await store.knowledge.keepPictures([picture], { at, by: actorName(actor) });
    const { blobId, type, bytes } = picture;
    return {
      result: { blobId, type, bytes },
      audit: [{ subject: "media", subjectId: blobId, data: { type, bytes } }],
    };
  },
};

/** @throws Fault `picture_gone` */
export const readPicture: Query<{ readonly id: string }, Media, Store> = {
  permission: "knowledge.read",
  async ask({ store }, { id }) {
    const picture = await store.knowledge.picture(id);
    if (picture === undefined) throw pictureGone();
    return picture;
  },
};

/** What others have sent or written is no answer. @throws Fault `picture_gone` */
export async function refuseOtherPictures(
  store: Store,
  { answer, variants }: Pick<Writing, "answer" | "variants">,
): Promise<void> {
  for (const one of [answer, ...Object.values(variants)]) {
    if (!("blobId" in one)) continue;
    if ((await store.knowledge.picture(one.blobId)) === undefined) throw pictureGone();
  }
}

const pictureGone = (): Fault => new Fault("picture_gone", "There is no such picture. Choose it again.");
