import { z } from "seatbridge/kit";

import { get, post } from "../endpoint.ts";
import { done, idNumber, idText, nothing, openIdPage } from "../field.ts";

/** Fans of one call. */
export const TAGGED_MAX = 50;

const tag = z.looseObject({ id: idText, name: z.string(), count: z.number().optional() });
const tagged = z.looseObject({ openid_list: z.array(z.string()).max(TAGGED_MAX), tagid: idNumber });

/** Limits and codes: protocols §1.14. */
export const createTag = post("/cgi-bin/tags/create", {
  request: z.looseObject({ tag: z.looseObject({ name: z.string() }) }),
  answer: z.looseObject({ tag }),
});
export const listTags = get("/cgi-bin/tags/get", {
  request: nothing,
  answer: z.looseObject({ tags: z.array(tag) }),
});
export const renameTag = post("/cgi-bin/tags/update", {
  request: z.looseObject({ tag: z.looseObject({ id: idNumber, name: z.string() }) }),
  answer: done,
});
export const deleteTag = post("/cgi-bin/tags/delete", {
  request: z.looseObject({ tag: z.looseObject({ id: idNumber }) }),
  answer: done,
});
export const listTagged = post("/cgi-bin/user/tag/get", {
  request: z.looseObject({ tagid: idNumber, next_openid: z.string().optional() }),
  answer: z.looseObject(openIdPage),
  answerBytesMax: 1_024 * 1_024,
});
export const addTag = post("/cgi-bin/tags/members/batchtagging", { request: tagged, answer: done });
export const removeTag = post("/cgi-bin/tags/members/batchuntagging", { request: tagged, answer: done });
export const readTagsOf = post("/cgi-bin/tags/getidlist", {
  request: z.looseObject({ openid: z.string() }),
  answer: z.looseObject({ tagid_list: z.array(idText) }),
});
