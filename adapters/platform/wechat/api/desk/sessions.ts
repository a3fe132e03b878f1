import { z } from "seatbridge/kit";

import { get, post } from "../endpoint.ts";
import { done, nothing, seconds } from "../field.ts";

const session = z.looseObject({ kf_account: z.string(), openid: z.string() });

export const openSession = post("/customservice/kfsession/create", { request: session, answer: done });
export const closeSession = post("/customservice/kfsession/close", { request: session, answer: done });
/** An empty `kf_account`: none. */
export const readSession = get("/customservice/kfsession/getsession", {
  request: z.looseObject({ openid: z.string() }),
  answer: z.looseObject({ kf_account: z.string().default(""), createtime: seconds.optional() }),
});
export const listSessions = get("/customservice/kfsession/getsessionlist", {
  request: z.looseObject({ kf_account: z.string() }),
  answer: z.looseObject({
    sessionlist: z.array(z.looseObject({ openid: z.string(), createtime: seconds })),
  }),
});
/** The first hundred who wait, and how many do. */
export const listWaiting = get("/customservice/kfsession/getwaitcase", {
  request: nothing,
  answer: z.looseObject({
    count: z.number(),
    waitcaselist: z.array(
      z.looseObject({
        openid: z.string(),
        latest_time: seconds.optional(),
        createtime: seconds.optional(),
        kf_account: z.string().optional(),
      }),
    ),
  }),
});
