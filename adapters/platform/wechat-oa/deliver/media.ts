import {
  type Clock,
  type Delivery,
  type HeldMedia,
  type Instant,
  HOUR,
  multipartFile,
  type Sending,
} from "seatbridge/kit";

import type { Api, ApiAnswer } from "./api.ts";
import { verdictOf, withoutToken } from "./verdicts.ts";

/** The platform keeps an upload for three days; an id is not used on its last evening. */
const KEPT_MS = 60 * HOUR;
const IDS_MAX = 1_000;
const UPLOAD_MS_MAX = 20_000;
/** Protocols §1.12. */
const IMAGE_BYTES_MAX = 10 * 1_024 * 1_024;
const EXTENSIONS: Readonly<Record<string, string>> = {
  "image/png": "png",
  "image/jpeg": "jpg",
  "image/gif": "gif",
};

type Rejected = Extract<Delivery, { kind: "rejected" }>;

/** The platform's ids of our pictures. */
export type MediaIds = {
  /** Uploads where no id is known that is still good. What fails here has sent nothing to the fan. */
  readonly of: (
    blobId: string,
    signal: AbortSignal,
  ) => Promise<{ readonly kind: "id"; readonly id: string } | Rejected>;
  /** The platform does not know this id any more. */
  readonly forget: (blobId: string) => void;
};

export function createMediaIds(options: {
  readonly api: Api;
  readonly blobOf: Sending["blobOf"];
  readonly clock: Clock;
}): MediaIds {
  const { api, blobOf, clock } = options;
  const ids = new Map<string, { readonly id: string; readonly until: Instant }>();

  function keep(blobId: string, id: string): void {
    ids.delete(blobId);
    ids.set(blobId, { id, until: clock() + KEPT_MS });
    const [oldest] = ids.keys();
    if (ids.size > IDS_MAX && oldest !== undefined) ids.delete(oldest);
  }

  return {
    async of(blobId, signal) {
      const known = ids.get(blobId);
      if (known !== undefined && known.until > clock()) return { kind: "id", id: known.id };
      const media = await blobOf(blobId);
      const form = media && formOf(media);
      if (form === undefined) return giveUp("media_missing");
      if (typeof form === "string") return giveUp(form);
      const answer = await api({
        path: "/cgi-bin/media/upload?type=image",
        contentType: form.contentType,
        body: form.body,
        timeoutMs: UPLOAD_MS_MAX,
        signal,
      });
      const id = answer.kind === "said" ? answer.fields["media_id"] : undefined;
      if (typeof id !== "string") return failed(answer, clock());
      keep(blobId, id);
      return { kind: "id", id };
    },
    forget: (blobId) => void ids.delete(blobId),
  };
}

/** The upload's body, or the code of what is wrong with the picture. */
function formOf({ bytes, type }: HeldMedia): ReturnType<typeof multipartFile> | string {
  const extension = EXTENSIONS[type];
  if (extension === undefined) return "media_type_unsupported";
  if (bytes.length > IMAGE_BYTES_MAX) return "media_too_large";
  return multipartFile({ field: "media", filename: `image.${extension}`, type, bytes });
}

/** Nothing was said to the fan yet, so whatever is unclear may be tried again. */
function failed(answer: ApiAnswer, at: Instant): Rejected {
  switch (answer.kind) {
    case "none":
      return withoutToken(answer);
    case "said":
      return answer.code === undefined ? retry("upload_unreadable") : verdictOf(answer.code, at);
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
