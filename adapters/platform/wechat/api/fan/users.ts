import { z } from "seatbridge/kit";

import { get, post } from "../endpoint.ts";
import { done, flag, idText, openIdPage, seconds } from "../field.ts";

/** Of one batch; 100 answers of some hundred bytes each. */
export const USERS_MAX = 100;
/** Of a page of the list of all fans. */
export const USER_PAGE_MAX = 10_000;

/** Who does not follow has an openid alone, and a union id; name and picture are empty since 2021-12-27. */
export const user = z.looseObject({
  subscribe: flag,
  openid: z.string(),
  language: z.string().optional(),
  subscribe_time: seconds.optional(),
  /** There where the account belongs to an open platform. */
  unionid: z.string().optional(),
  remark: z.string().optional(),
  groupid: idText.optional(),
  tagid_list: z.array(idText).optional(),
  subscribe_scene: z.string().optional(),
  qr_scene: idText.optional(),
  qr_scene_str: z.string().optional(),
});

const language = z.string().optional();

export const readUser = get("/cgi-bin/user/info", {
  request: z.looseObject({ openid: z.string(), lang: language }),
  answer: user,
});

export const readUsers = post("/cgi-bin/user/info/batchget", {
  request: z.looseObject({
    user_list: z.array(z.looseObject({ openid: z.string(), lang: language })).max(USERS_MAX),
  }),
  answer: z.looseObject({ user_info_list: z.array(user) }),
  answerBytesMax: 512 * 1_024,
});

export const listUsers = get("/cgi-bin/user/get", {
  request: z.looseObject({ next_openid: z.string().optional() }),
  answer: z.looseObject({ total: z.number(), ...openIdPage }),
  answerBytesMax: 1_024 * 1_024,
});

export const setRemark = post("/cgi-bin/user/info/updateremark", {
  request: z.looseObject({ openid: z.string(), remark: z.string() }),
  answer: done,
});

/** Of a fan who has consented on a page of the brand's; its token is her own. */
export const readConsentingUser = get("/sns/userinfo", {
  request: z.looseObject({ openid: z.string(), lang: language }),
  answer: z.looseObject({ openid: z.string(), unionid: z.string().optional() }),
});
