import { z } from "seatbridge/kit";

import { get, post, upload } from "../endpoint.ts";
import { done, nothing, seconds } from "../field.ts";

/** What the platform keeps for good (永久素材, protocols §1.12): pictures and articles 100,000, of everything else 1,000. */
const kind = z.enum(["image", "voice", "video", "thumb"]);
/** So many of a list at once. */
export const MATERIALS_PAGE = 20;

/** `url`: of a picture, for what is shown inside of the platform's own apps. */
export const addMaterial = upload("/cgi-bin/material/add_material", {
  request: z.looseObject({ type: kind }),
  answer: z.looseObject({ media_id: z.string(), url: z.string().optional() }),
});
/** Of a film; a picture and a voice are answered with their bytes, which no schema describes. */
export const readMaterial = post("/cgi-bin/material/get_material", {
  request: z.looseObject({ media_id: z.string() }),
  answer: z.looseObject({
    title: z.string().default(""),
    description: z.string().default(""),
    down_url: z.string(),
  }),
});
export const deleteMaterial = post("/cgi-bin/material/del_material", {
  request: z.looseObject({ media_id: z.string() }),
  answer: done,
});
export const countMaterials = get("/cgi-bin/material/get_materialcount", {
  request: nothing,
  answer: z.looseObject({
    voice_count: z.number(),
    video_count: z.number(),
    image_count: z.number(),
    news_count: z.number(),
  }),
});
/** The newest first. */
export const listMaterials = post("/cgi-bin/material/batchget_material", {
  request: z.looseObject({
    type: z.enum(["image", "voice", "video"]),
    offset: z.int().nonnegative(),
    count: z.int().min(1).max(MATERIALS_PAGE),
  }),
  answer: z.looseObject({
    total_count: z.number(),
    item: z
      .array(
        z.looseObject({
          media_id: z.string(),
          name: z.string().default(""),
          update_time: seconds.default(0),
        }),
      )
      .default([]),
  }),
});
