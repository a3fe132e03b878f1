import { z } from "seatbridge/kit";

import { get, post } from "../endpoint.ts";
import { done, idText, nothing } from "../field.ts";

/** The platform's own desk (protocols §1.18): who answers there, or as whom our words are shown. */
const agent = z.looseObject({
  kf_account: z.string(),
  kf_nick: z.string().default(""),
  kf_id: idText.optional(),
  kf_headimgurl: z.string().optional(),
  kf_wx: z.string().optional(),
  invite_wx: z.string().optional(),
  invite_status: z.string().optional(),
});

export const listAgents = get("/cgi-bin/customservice/getkflist", {
  request: nothing,
  answer: z.looseObject({ kf_list: z.array(agent) }),
});
export const listAgentsOnline = get("/cgi-bin/customservice/getonlinekflist", {
  request: nothing,
  answer: z.looseObject({
    kf_online_list: z.array(
      z.looseObject({
        kf_account: z.string(),
        /** 1: in a browser. */
        status: z.number(),
        kf_id: idText,
        accepted_case: z.number(),
      }),
    ),
  }),
});

const named = z.looseObject({
  kf_account: z.string(),
  nickname: z.string().optional(),
  /** Nobody reads it any more. */
  password: z.string().optional(),
});
export const addAgent = post("/customservice/kfaccount/add", { request: named, answer: done });
export const updateAgent = post("/customservice/kfaccount/update", { request: named, answer: done });
export const removeAgent = post("/customservice/kfaccount/del", { request: named, answer: done });
export const inviteAgent = post("/customservice/kfaccount/inviteworker", {
  request: z.looseObject({ kf_account: z.string(), invite_wx: z.string() }),
  answer: done,
});

/** To which WeCom customer service a mini program is tied. */
export const readBoundDesk = get("/customservice/work/get", {
  request: nothing,
  answer: z.looseObject({
    entityName: z.string().optional(),
    corpid: z.string().optional(),
    bindTime: z.number().optional(),
  }),
});
