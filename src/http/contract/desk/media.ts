import { z } from "zod";

import { contract } from "../contract.ts";
import { id, PathId, seqInAddress } from "../parts.ts";

export const MediaType = z.enum([
  "image/png",
  "image/jpeg",
  "image/gif",
  "image/webp",
  "audio/amr",
  "audio/amr-wb",
  "audio/silk",
  "audio/mpeg",
  "audio/ogg",
  "audio/wav",
  "audio/mp4",
  "video/mp4",
]);

const Limit = z.object({ types: z.array(MediaType), bytesMax: z.int() });

/** What the account's platform takes beside words; a kind that is absent it does not take. */
export const Sends = z.object({
  image: Limit.optional(),
  voice: Limit.optional(),
  /** `cover`: the still picture that a film has to come with. */
  video: Limit.extend({ cover: Limit }).optional(),
  /** A card with a link. */
  news: z.literal(true).optional(),
  /** `ownOnly`: of the mini program that the account is; else it is named by its appid. */
  mini_program: z.object({ cover: Limit, ownOnly: z.boolean() }).optional(),
  menu: z.object({ itemsMax: z.int() }).optional(),
});

/**
 * A picture, a voice or a film, as the body itself, which is kept as it comes; what it is, its bytes say and no header.
 * At most 10 MB, of a film 25; what an account's platform takes of it is less, and said by `sends` of its conversations.
 * Faults: media_too_large {max} 413, media_unreadable 415
 */
export const uploadMedia = contract({
  id: "media.upload",
  method: "POST",
  path: "/media",
  permission: "contact.serve",
  summary: "Keeps a picture, a voice or a film to be sent",
  bytes: { request: "application/octet-stream" },
  response: z.object({ id, type: MediaType, bytes: z.int() }),
});

/** The bytes of what I uploaded myself. */
export const readMedia = contract({
  id: "media.read",
  method: "GET",
  path: "/media/:id",
  permission: "contact.serve",
  summary: "What I uploaded",
  params: PathId,
  bytes: { response: "*/*" },
});

/**
 * The picture, voice or film of a message, the fan's or ours; fetched from the platform when it comes, or when somebody
 * looks at it before. A player may ask for a piece of it (`Range`).
 * Faults: media_missing 404, media_expired 410, media_refused 415, media_unreachable 502
 */
export const readMessageMedia = contract({
  id: "conversation.media",
  method: "GET",
  path: "/conversations/:id/messages/:seq/media",
  permission: "contact.read",
  summary: "The picture, the voice or the film of a message",
  params: z.object({ id, seq: seqInAddress.min(1) }),
  bytes: { response: "*/*" },
});
