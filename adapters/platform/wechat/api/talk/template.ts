import { z } from "seatbridge/kit";

import { get, post } from "../endpoint.ts";
import { done, idText, nothing } from "../field.ts";

export const miniProgram = z.looseObject({ appid: z.string(), pagepath: z.string().optional() });

/** Service accounts alone (protocols §1.11). `msgid` comes again in TEMPLATESENDJOBFINISH. */
export const sendTemplate = post("/cgi-bin/message/template/send", {
  request: z.looseObject({
    touser: z.string(),
    template_id: z.string(),
    url: z.string().optional(),
    /** Wins over `url` where the fan's client can show it. */
    miniprogram: miniProgram.optional(),
    /** The same one within ten minutes is sent once. */
    client_msg_id: z.string().max(32).optional(),
    data: z.record(z.string(), z.looseObject({ value: z.string(), color: z.string().optional() })),
  }),
  answer: z.looseObject({ msgid: idText }),
});

export const listTemplates = get("/cgi-bin/template/get_all_private_template", {
  request: nothing,
  answer: z.looseObject({
    template_list: z.array(
      z.looseObject({
        template_id: z.string(),
        title: z.string().default(""),
        /** With `{{name.DATA}}` where data stand. */
        content: z.string().default(""),
        example: z.string().default(""),
      }),
    ),
  }),
  answerBytesMax: 512 * 1_024,
});

export const deleteTemplate = post("/cgi-bin/template/del_private_template", {
  request: z.looseObject({ template_id: z.string() }),
  answer: done,
});
