import { z } from "seatbridge/kit";

import { get, post } from "../endpoint.ts";
import { idText, nothing } from "../field.ts";
import { miniProgram } from "./template.ts";

const request = z.looseObject({
  touser: z.string(),
  template_id: z.string(),
  page: z.string().optional(),
  miniprogram: miniProgram.optional(),
  data: z.record(z.string(), z.looseObject({ value: z.string() })),
});
const answer = z.looseObject({ msgid: idText.optional() });

/** A notice that the fan has accepted; of a one-time subscription one accept is one message (protocols §1.11). */
export const sendSubscription = post("/cgi-bin/message/subscribe/bizsend", { request, answer });

/** The same from a mini program. */
export const sendSubscriptionOfMiniProgram = post("/cgi-bin/message/subscribe/send", {
  request: z.looseObject({
    ...request.shape,
    miniprogram_state: z.enum(["developer", "trial", "formal"]).optional(),
    lang: z.string().optional(),
  }),
  answer,
});

export const listSubscriptions = get("/wxaapi/newtmpl/gettemplate", {
  request: nothing,
  answer: z.looseObject({
    data: z.array(
      z.looseObject({
        priTmplId: z.string(),
        title: z.string().default(""),
        content: z.string().default(""),
        example: z.string().default(""),
        /** 2: one accept, one message. 3: for good. */
        type: z.number().optional(),
      }),
    ),
  }),
  answerBytesMax: 512 * 1_024,
});
