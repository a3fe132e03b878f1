import { z } from "seatbridge/kit";

import { post } from "../endpoint.ts";
import { done } from "../field.ts";

const medium = z.looseObject({ media_id: z.string() });
const article = z.looseObject({
  title: z.string(),
  description: z.string(),
  url: z.string(),
  picurl: z.string(),
});

/** What stands under the name of its `msgtype` (protocols §1.10). */
export const objects = {
  text: z.looseObject({ content: z.string() }),
  image: medium,
  voice: medium,
  video: z.looseObject({
    media_id: z.string(),
    thumb_media_id: z.string(),
    title: z.string().optional(),
    description: z.string().optional(),
  }),
  music: z.looseObject({
    title: z.string().optional(),
    description: z.string().optional(),
    musicurl: z.string(),
    hqmusicurl: z.string(),
    thumb_media_id: z.string(),
  }),
  news: z.looseObject({ articles: z.array(article) }),
  mpnews: medium,
  mpnewsarticle: z.looseObject({ article_id: z.string() }),
  msgmenu: z.looseObject({
    head_content: z.string(),
    list: z.array(z.looseObject({ id: z.string(), content: z.string() })),
    tail_content: z.string(),
  }),
  wxcard: z.looseObject({ card_id: z.string() }),
  miniprogrampage: z.looseObject({
    title: z.string(),
    appid: z.string().optional(),
    pagepath: z.string(),
    thumb_media_id: z.string(),
  }),
  link: z.looseObject({
    title: z.string(),
    description: z.string(),
    url: z.string(),
    thumb_url: z.string(),
  }),
} as const;

export type MessageType = keyof typeof objects;

const optional = Object.fromEntries(
  Object.entries(objects).map(([name, object]) => [name, object.optional()]),
) as { [Name in MessageType]: z.ZodOptional<(typeof objects)[Name]> };

/** Its answer has no id of the message, and no receipt follows. */
export const sendCustom = post("/cgi-bin/message/custom/send", {
  request: z.looseObject({
    touser: z.string(),
    msgtype: z.string(),
    ...optional,
    /** As which of the platform's own agents it is shown. */
    customservice: z.looseObject({ kf_account: z.string() }).optional(),
    /** 1: shown as words of a machine. */
    aimsgcontext: z.looseObject({ is_ai_msg: z.number() }).optional(),
  }),
  answer: done,
});
