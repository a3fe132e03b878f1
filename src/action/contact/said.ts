import { type Sends, whyNotSent } from "../../core/channel/capability/sends.ts";
import type { Content } from "../../core/channel/content.ts";
import { Fault } from "../../core/kernel/fault.ts";
import { kindOfMedia } from "../../core/media/sniff.ts";
import type { Media } from "../media/ports.ts";
import type { Stores } from "../ports.ts";

/** A text, or a picture, a voice, a film that she has uploaded; a film with its cover. */
export type Words = {
  readonly id: string;
  readonly text?: string | undefined;
  readonly mediaId?: string | undefined;
  readonly coverId?: string | undefined;
};

/** Numbers of the messages that came of it. */
export type Written = { readonly conversationId: string; readonly seqs: number[]; readonly at: string };

type Store = Pick<Stores, "media">;

/**
 * Something that she has uploaded: nobody sends what somebody else has.
 * @throws Fault `media_missing`
 */
export async function ownMedium(store: Store, staffId: string, mediaId: string): Promise<Media> {
  // Before it is looked for: what is being swept now is gone when this returns.
  await store.media.use(mediaId);
  const media = await store.media.byId(mediaId);
  if (media?.createdBy === staffId) return media;
  throw new Fault("media_missing", "There is no such upload. Choose the file again.");
}

/** It as a message carries it. */
export function carried({ id: blobId, type, bytes, name }: Media, coverBlobId?: string): Content {
  const held = { blobId, type, bytes, ...(name === null ? {} : { name }) };
  switch (kindOfMedia(type)) {
    case "image":
      return { kind: "image", ...held };
    case "voice":
      return { kind: "voice", format: type.slice(type.indexOf("/") + 1), ...held };
    case "video":
      return { kind: "video", short: false, ...held, ...(coverBlobId === undefined ? {} : { coverBlobId }) };
  }
}

/**
 * What she says to a fan with something of hers, as the account's platform takes it.
 * @throws Fault `media_missing`, `kind_not_sent` {kind}, `media_type_not_sent` {types}, `media_too_large` {max},
 * `cover_missing`
 */
export async function sentMedium(
  store: Store,
  staffId: string,
  { mediaId, coverId }: { readonly mediaId: string; readonly coverId?: string | undefined },
  sends: Sends,
): Promise<Content> {
  const media = await ownMedium(store, staffId, mediaId);
  refuseUnsendable(sends, media);
  if (kindOfMedia(media.type) !== "video" || sends.video === undefined) return carried(media);
  if (coverId === undefined)
    throw new Fault("cover_missing", "A film needs a cover picture. Choose it again.");
  return carried(media, await coverOf(store, staffId, coverId, { image: sends.video.cover }));
}

/** @throws Fault as above */
export async function coverOf(
  store: Store,
  staffId: string,
  coverId: string,
  sends: Pick<Sends, "image">,
): Promise<string> {
  const cover = await ownMedium(store, staffId, coverId);
  refuseUnsendable(sends, cover);
  return cover.id;
}

const MEBIBYTE = 1_024 * 1_024;
const KIBIBYTE = 1_024;

function refuseUnsendable(sends: Sends, media: Media): void {
  const kind = kindOfMedia(media.type);
  const { types = [], bytesMax = 0 } = sends[kind] ?? {};
  switch (whyNotSent(sends, kind, media)) {
    case undefined:
      return;
    case "kind":
      throw kindNotSent(kind);
    case "type": {
      const names = types.map((type) => type.slice(type.indexOf("/") + 1).toUpperCase()).join(", ");
      throw new Fault("media_type_not_sent", `The platform takes only ${names} of these.`, { types: names });
    }
    case "size":
      throw tooLarge(bytesMax);
  }
}

export const kindNotSent = (kind: string): Fault =>
  new Fault("kind_not_sent", "The platform of this account does not take this kind of message.", { kind });

/** Told in whole megabytes, or kilobytes where it is less than one. */
export function tooLarge(bytesMax: number): Fault {
  const max =
    bytesMax < MEBIBYTE ? `${Math.floor(bytesMax / KIBIBYTE)} KB` : `${Math.floor(bytesMax / MEBIBYTE)} MB`;
  return new Fault("media_too_large", `At most ${max} are taken.`, { max });
}
