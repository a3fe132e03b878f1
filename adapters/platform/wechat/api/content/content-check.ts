import { z } from "seatbridge/kit";

import { post } from "../endpoint.ts";
import { idText } from "../field.ts";

export const CHECKED_CHARS_MAX = 2_500;

/**
 * Protocols §1.17. With version, openid and scene it is the second one, of a mini program whose fan has been there within
 * two hours; with the content alone the one before, which says 87014 where it is risky.
 */
export const checkText = post("/wxa/msg_sec_check", {
  request: z.looseObject({
    version: z.number().optional(),
    openid: z.string().optional(),
    /** 1 profile, 2 comment, 3 forum, 4 social log. */
    scene: z.int().min(1).max(4).optional(),
    content: z.string().max(CHECKED_CHARS_MAX),
    nickname: z.string().optional(),
    title: z.string().optional(),
    signature: z.string().optional(),
  }),
  answer: z.looseObject({
    /** Absent in answers of the version before. */
    result: z.looseObject({ suggest: z.string(), label: z.number() }).optional(),
    detail: z
      .array(z.looseObject({ strategy: z.string().optional(), keyword: z.string().optional() }))
      .optional(),
    trace_id: idText.optional(),
  }),
});

/** The result comes as an event within half an hour. */
export const checkMedia = post("/wxa/media_check_async", {
  request: z.looseObject({
    media_url: z.string(),
    /** 1 sound, 2 picture. */
    media_type: z.int(),
    version: z.number(),
    scene: z.int(),
    openid: z.string(),
  }),
  answer: z.looseObject({ trace_id: idText }),
});
