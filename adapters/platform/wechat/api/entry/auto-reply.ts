import { z } from "seatbridge/kit";

import { get } from "../endpoint.ts";
import { flag, newsInfo, nothing, seconds } from "../field.ts";

/** `content`: the words, or a medium's id, as `type` (text, img, voice, video, news) says. */
const reply = z.looseObject({
  type: z.string(),
  content: z.string().default(""),
  news_info: newsInfo.optional(),
});

/** What the platform answers by itself, as set up on its page. */
export const readAutoReply = get("/cgi-bin/get_current_autoreply_info", {
  request: nothing,
  answer: z.looseObject({
    is_add_friend_reply_open: flag,
    is_autoreply_open: flag,
    /** To who follows. */
    add_friend_autoreply_info: reply.optional(),
    /** To what no rule answers, once an hour. */
    message_default_autoreply_info: reply.optional(),
    keyword_autoreply_info: z
      .looseObject({
        list: z.array(
          z.looseObject({
            rule_name: z.string().default(""),
            create_time: seconds.optional(),
            /** reply_all or random_one. */
            reply_mode: z.string().default("reply_all"),
            keyword_list_info: z
              .array(
                z.looseObject({
                  type: z.string().default("text"),
                  /** contain or equal. */
                  match_mode: z.string().default("contain"),
                  content: z.string().default(""),
                }),
              )
              .default([]),
            reply_list_info: z.array(reply).default([]),
          }),
        ),
      })
      .optional(),
  }),
  answerBytesMax: 1_024 * 1_024,
});
