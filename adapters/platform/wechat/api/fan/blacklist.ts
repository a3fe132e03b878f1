import { z } from "seatbridge/kit";

import { post } from "../endpoint.ts";
import { done, openIdPage } from "../field.ts";

/** Fans of one call. */
export const BLACKLISTED_MAX = 20;

const fans = z.looseObject({ openid_list: z.array(z.string()).max(BLACKLISTED_MAX) });

export const listBlacklisted = post("/cgi-bin/tags/members/getblacklist", {
  request: z.looseObject({ begin_openid: z.string() }),
  answer: z.looseObject({ total: z.number().optional(), ...openIdPage }),
  answerBytesMax: 1_024 * 1_024,
});
export const addBlacklisted = post("/cgi-bin/tags/members/batchblacklist", { request: fans, answer: done });
export const removeBlacklisted = post("/cgi-bin/tags/members/batchunblacklist", {
  request: fans,
  answer: done,
});
