import { z } from "seatbridge/kit";

import { post } from "../endpoint.ts";
import { idNumber, idText, seconds } from "../field.ts";

export const RECORDS_MAX = 10_000;

/** What was said at the platform's own desk, of at most 24 hours within one day; `msgid` is 1, then what came back. */
export const listRecords = post("/customservice/msgrecord/getmsglist", {
  request: z.looseObject({
    starttime: z.int(),
    endtime: z.int(),
    msgid: idNumber,
    number: z.int().max(RECORDS_MAX),
  }),
  answer: z.looseObject({
    recordlist: z.array(
      z.looseObject({
        openid: z.string(),
        /** 2002: the agent's words, 2003: the fan's. */
        opercode: z.number(),
        text: z.string(),
        time: seconds,
        worker: z.string(),
      }),
    ),
    /** Fewer than were asked for: that was the end. */
    number: z.number().optional(),
    msgid: idText.optional(),
  }),
  answerBytesMax: 8 * 1_024 * 1_024,
});
