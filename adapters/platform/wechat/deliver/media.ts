import {
  type Delivery,
  type HeldMedia,
  type Instant,
  HOUR,
  multipartFile,
  type Sending,
} from "seatbridge/kit";

import type { Client, ClientAnswer } from "../api/client.ts";
import { uploadMedia } from "../api/content/media.ts";
import { limits } from "../sends.ts";
import type { OwnMedium } from "./sendable.ts";
import { verdictOf, withoutToken } from "./verdicts.ts";

/** The platform keeps an upload for three days; an id is not used on its last evening. */
const KEPT_MS = 60 * HOUR;
const UPLOAD_MS_MAX = 20_000;
const EXTENSIONS: Readonly<Record<string, string>> = {
  "image/png": "png",
  "image/jpeg": "jpg",
  "image/gif": "gif",
  "audio/amr": "amr",
  "audio/mpeg": "mp3",
  "video/mp4": "mp4",
};

type Rejected = Extract<Delivery, { kind: "rejected" }>;

/** The platform's ids of what we hold. */
export type MediaIds = {
  /** In the same order; uploads where no id is known that is still good. What fails here has sent nothing to the fan. */
  readonly of: (
    media: readonly OwnMedium[],
    signal: AbortSignal,
  ) => Promise<{ readonly kind: "ids"; readonly ids: readonly string[] } | Rejected>;
  /** The platform does not know these ids any more. */
  readonly forget: (media: readonly OwnMedium[], ids: readonly string[]) => Promise<void>;
};

export function createMediaIds(
  client: Client,
  { blobOf, uploads, clock }: Pick<Sending, "blobOf" | "uploads" | "clock">,
): MediaIds {
  async function idOf(
    { blobId, as }: OwnMedium,
    signal: AbortSignal,
  ): Promise<{ readonly kind: "id"; readonly id: string } | Rejected> {
    const media = await blobOf(blobId);
    if (media === undefined) return giveUp("media_missing");
    const known = await uploads.find({ sha256: media.sha256, as }, clock());
    if (known !== undefined) return { kind: "id", id: known };
    const form = await formOf(media, as);
    if (typeof form === "string") return giveUp(form);
    const file = { contentType: form.contentType, bytes: form.body };
    const answer = await client(uploadMedia, { type: as }, { file, timeoutMs: UPLOAD_MS_MAX, signal });
    const id = answer.kind === "ok" ? (answer.value.media_id ?? answer.value.thumb_media_id) : undefined;
    if (id === undefined) return failed(answer, clock());
    await uploads.keep({ sha256: media.sha256, as }, id, clock() + KEPT_MS);
    return { kind: "id", id };
  }

  return {
    async of(media, signal) {
      const ids: string[] = [];
      for (const medium of media) {
        const found = await idOf(medium, signal);
        if (found.kind === "rejected") return found;
        ids.push(found.id);
      }
      return { kind: "ids", ids };
    },
    async forget(media, ids) {
      for (const [index, { blobId, as }] of media.entries()) {
        const held = await blobOf(blobId);
        if (held !== undefined) await uploads.forget({ sha256: held.sha256, as }, ids[index] ?? "");
      }
    },
  };
}

/** The upload's body, or the code of what is wrong with the bytes. */
async function formOf(
  media: HeldMedia,
  as: OwnMedium["as"],
): Promise<ReturnType<typeof multipartFile> | string> {
  const { types, bytesMax } = limits[as];
  const extension = EXTENSIONS[media.type];
  if (extension === undefined || !types.some((type) => type === media.type)) return "media_type_unsupported";
  if (media.bytes > bytesMax) return "media_too_large";
  const read = await media.open();
  if (read === undefined) return "media_missing";
  const { type, bytes, sha256 } = media;
  return multipartFile({ field: "media", filename: `${as}.${extension}`, type, bytes, sha256, read });
}

/** Nothing was said to the fan yet, so whatever is unclear may be tried again. */
function failed(answer: ClientAnswer<unknown>, at: Instant): Rejected {
  switch (answer.kind) {
    case "none":
      return withoutToken(answer);
    case "ok":
      return retry("upload_unreadable");
    case "refused":
      return verdictOf(answer.code, at);
    case "unreadable":
      return retry("upload_unreadable", `http_${answer.status}`);
    case "not_sent":
    case "no_answer":
      return retry("upload_failed", answer.reason);
  }
}

const retry = (code: string, detail?: string): Rejected => ({
  kind: "rejected",
  code,
  next: "retry",
  ...(detail === undefined ? {} : { detail }),
});
const giveUp = (code: string): Rejected => ({ kind: "rejected", code, next: "give_up" });
