import { z } from "seatbridge/kit";

import { post } from "../endpoint.ts";
import { done } from "../field.ts";

/** How much of a call's day is left (protocols §1.19, from memory). */
export const readQuota = post("/cgi-bin/openapi/quota/get", {
  request: z.looseObject({ cgi_path: z.string() }),
  answer: z.looseObject({
    quota: z.looseObject({ daily_limit: z.number(), used: z.number(), remain: z.number() }),
  }),
});
/** Ten a month. */
export const clearQuota = post("/cgi-bin/clear_quota", {
  request: z.looseObject({ appid: z.string() }),
  answer: done,
});
/** Why a call of the last seven days failed, by the `rid` in its answer. */
export const explainFailure = post("/cgi-bin/openapi/rid/get", {
  request: z.looseObject({ rid: z.string() }),
  answer: z.looseObject({ request: z.looseObject({}) }),
});
