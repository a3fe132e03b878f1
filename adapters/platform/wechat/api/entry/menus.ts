import { z } from "seatbridge/kit";

import { get, post } from "../endpoint.ts";
import { done, flag, idText, newsInfo, nothing } from "../field.ts";

/** A whole menu with its addresses; the platform's own bound is lower. */
const MENU_BYTES_MAX = 256 * 1_024;

const leaf = {
  type: z.string().optional(),
  name: z.string(),
  key: z.string().optional(),
  url: z.string().optional(),
  appid: z.string().optional(),
  pagepath: z.string().optional(),
  media_id: z.string().optional(),
  article_id: z.string().optional(),
};
/** Types and lengths: protocols §1.16. */
const button = z.looseObject({ ...leaf, sub_button: z.array(z.looseObject(leaf)).optional() });
const buttons = z.array(button);

/** Whom a conditional menu is for. */
const matchRule = z.looseObject({
  tag_id: idText.optional(),
  client_platform_type: idText.optional(),
  language: z.string().optional(),
});
const conditional = z.looseObject({ button: buttons, matchrule: matchRule, menuid: idText.optional() });

export const createMenu = post("/cgi-bin/menu/create", {
  request: z.looseObject({ button: buttons }),
  answer: done,
});
/** What was made through this interface; 46003 where there is nothing. */
export const readMenu = get("/cgi-bin/menu/get", {
  request: nothing,
  answer: z.looseObject({
    menu: z.looseObject({ button: buttons, menuid: idText.optional() }),
    conditionalmenu: z.array(conditional).optional(),
  }),
  answerBytesMax: MENU_BYTES_MAX,
});
/** Takes away the conditional ones, too. */
export const deleteMenu = get("/cgi-bin/menu/delete", { request: nothing, answer: done });
export const addConditionalMenu = post("/cgi-bin/menu/addconditional", {
  request: conditional,
  answer: z.looseObject({ menuid: idText }),
});
export const deleteConditionalMenu = post("/cgi-bin/menu/delconditional", {
  request: z.looseObject({ menuid: z.string() }),
  answer: done,
});
/** Which menu a fan sees; she is named by openid or WeChat name. */
export const tryMenu = post("/cgi-bin/menu/trymatch", {
  request: z.looseObject({ user_id: z.string() }),
  answer: z.looseObject({ button: buttons.optional() }),
  answerBytesMax: MENU_BYTES_MAX,
});

const liveLeaf = {
  type: z.string().optional(),
  name: z.string(),
  key: z.string().optional(),
  url: z.string().optional(),
  /** The words, or the medium's id, of what was made on the platform's page. */
  value: z.string().optional(),
  appid: z.string().optional(),
  pagepath: z.string().optional(),
  news_info: newsInfo.optional(),
};
/** What fans see now, whether it was made on the platform's page or through this interface. */
export const readLiveMenu = get("/cgi-bin/get_current_selfmenu_info", {
  request: nothing,
  answer: z.looseObject({
    is_menu_open: flag,
    selfmenu_info: z
      .looseObject({
        button: z
          .array(
            z.looseObject({
              ...liveLeaf,
              sub_button: z.looseObject({ list: z.array(z.looseObject(liveLeaf)) }).optional(),
            }),
          )
          .default([]),
      })
      .optional(),
  }),
  answerBytesMax: MENU_BYTES_MAX,
});
