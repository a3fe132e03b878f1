import { z } from "zod";

import { PICTURE_TYPES } from "../../../core/media/sniff.ts";
import { contract } from "../contract.ts";
import { id, PathId } from "../parts.ts";

/**
 * A picture as the body itself; what it is, its bytes say. At most 10 MB and 40 million pixels.
 * Faults: media_too_large {max} 413, media_unreadable 415, picture_pixels {max}
 */
export const uploadPicture = contract({
  id: "picture.upload",
  method: "POST",
  path: "/knowledge/pictures",
  permission: "knowledge.write",
  summary: "Keeps a picture that an answer may be of",
  bytes: { request: "application/octet-stream" },
  response: z.object({ blobId: id, type: z.enum(PICTURE_TYPES), bytes: z.int() }),
});

/** Faults: picture_gone */
export const readPicture = contract({
  id: "picture.read",
  method: "GET",
  path: "/knowledge/pictures/:id",
  permission: "knowledge.read",
  summary: "A picture that an answer is of",
  params: PathId,
  bytes: { response: "*/*" },
});
