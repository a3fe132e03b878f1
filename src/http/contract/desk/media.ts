import { z } from "zod";

import { contract } from "../contract.ts";
import { id, PathId, seqInAddress } from "../parts.ts";

export const MEDIA_BYTES_MAX = 10 * 1024 * 1024;
export const MediaType = z.enum(["image/png", "image/jpeg", "image/gif", "image/webp"]);

/**
 * A picture, as the body itself, 10 MB at most; what it is, its bytes say and no header.
 * Faults: media_too_large {max} 413, media_unreadable 415
 */
export const uploadMedia = contract({
  id: "media.upload",
  method: "POST",
  path: "/media",
  permission: "contact.serve",
  summary: "Keeps a picture to be sent",
  bytes: { request: "application/octet-stream" },
  response: z.object({ id, type: MediaType, bytes: z.int() }),
});

/** The bytes of what I uploaded myself. */
export const readMedia = contract({
  id: "media.read",
  method: "GET",
  path: "/media/:id",
  permission: "contact.serve",
  summary: "A picture that I uploaded",
  params: PathId,
  bytes: { response: "image/*" },
});

/**
 * The picture of a message, the fan's or ours; fetched from the platform when it is looked at first, then kept.
 * Faults: media_missing 404, media_expired 410, media_refused 415, media_unreachable 502
 */
export const readMessageMedia = contract({
  id: "conversation.media",
  method: "GET",
  path: "/conversations/:id/messages/:seq/media",
  permission: "contact.read",
  summary: "The picture of a message",
  params: z.object({ id, seq: seqInAddress.min(1) }),
  bytes: { response: "image/*" },
});
