import type { Content } from "../../core/channel/content.ts";
import { Fault } from "../../core/kernel/fault.ts";
import type { Stores } from "../ports.ts";

/** A text, or a picture that she has uploaded. */
export type Words = {
  readonly id: string;
  readonly text?: string | undefined;
  readonly mediaId?: string | undefined;
};

/** Numbers of the messages that came of it. */
export type Written = { readonly conversationId: string; readonly seqs: number[]; readonly at: string };

/**
 * A picture of hers as a message carries it: nobody sends what somebody else has uploaded.
 * @throws Fault `media_missing`
 */
export async function pictureOf(
  store: Pick<Stores, "media">,
  staffId: string,
  mediaId: string,
): Promise<Content> {
  const media = await store.media.byId(mediaId);
  if (media === undefined || media.createdBy !== staffId) {
    throw new Fault("media_missing", "There is no such picture. Upload it again.");
  }
  const { id: blobId, type, bytes, name } = media;
  return { kind: "image", blobId, type, bytes, ...(name === null ? {} : { name }) };
}
