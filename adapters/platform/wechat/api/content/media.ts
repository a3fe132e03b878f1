import { z } from "seatbridge/kit";

import { get, post, upload } from "../endpoint.ts";
import { idText, seconds } from "../field.ts";

const kept = z.looseObject({ type: z.string(), media_id: z.string(), created_at: seconds });

/** Kept for three days (protocols §1.12). */
export const uploadMedia = upload("/cgi-bin/media/upload", {
  request: z.looseObject({ type: z.enum(["image", "voice", "video", "thumb"]) }),
  /** Of a thumbnail some answers name it so. */
  answer: z.looseObject({
    type: z.string().optional(),
    media_id: z.string().optional(),
    thumb_media_id: z.string().optional(),
    created_at: seconds.optional(),
  }),
});
/** For articles: an address that may stand in them. */
export const uploadPicture = upload("/cgi-bin/media/uploadimg", {
  request: z.looseObject({}),
  answer: z.looseObject({ url: z.string() }),
});
export const uploadVideo = post("/cgi-bin/media/uploadvideo", {
  request: z.looseObject({ media_id: z.string(), title: z.string(), description: z.string() }),
  answer: kept,
});
export const uploadNews = post("/cgi-bin/media/uploadnews", {
  request: z.looseObject({ articles: z.array(z.looseObject({})) }),
  answer: kept,
});
/** Of a video; everything else is answered with its bytes, which no schema describes. */
export const readMediaAddress = get("/cgi-bin/media/get", {
  request: z.looseObject({ media_id: idText }),
  answer: z.looseObject({ video_url: z.string() }),
});
