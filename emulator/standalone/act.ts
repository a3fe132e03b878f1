import type { z } from "zod";

import { refused } from "../kit/refused.ts";
import type { FanAction as WechatAction, Platform as Wechat } from "../wechat/index.ts";
import type { Platform as Weibo } from "../weibo/index.ts";
import type { Act as ActShape } from "./acts.ts";

export type Act = z.infer<typeof ActShape>;

type Sides = { readonly wechat: Wechat; readonly weibo: Weibo; readonly isWeibo: boolean };

/** A fan does something; settles with what the account said of it. */
export function actOf(
  sides: Sides,
  accountId: string,
  fan: string,
  act: Act,
  forged: boolean,
): Promise<unknown> {
  switch (act.does) {
    case "write":
    case "follow":
    case "unfollow":
    case "scan":
    case "tap_menu":
    case "open_menu_link":
    case "enter":
    case "send_page":
      return (sides.isWeibo ? sides.weibo : sides.wechat).act(accountId, fan, act, forged);
    case "send_location":
    case "share_location":
    case "send_link":
    case "choose":
      return sides.isWeibo
        ? onWeibo(sides.weibo, accountId, fan, act)
        : onWechat(sides.wechat, accountId, fan, act);
  }
}

type Rare = Extract<Act, { readonly does: "send_location" | "share_location" | "send_link" | "choose" }>;

function onWechat(platform: Wechat, accountId: string, fan: string, act: Rare): Promise<unknown> {
  const action: WechatAction =
    act.does === "choose" ? { does: "write", text: act.text, menuItemId: act.menuItemId } : act;
  return platform.does(accountId, fan, action);
}

function onWeibo(platform: Weibo, accountId: string, fan: string, act: Rare): Promise<unknown> {
  switch (act.does) {
    case "send_location": {
      const { longitude, latitude } = act;
      return platform.does(accountId, fan, {
        does: "send_position",
        longitude: String(longitude),
        latitude: String(latitude),
      });
    }
    case "share_location":
    case "send_link":
    case "choose":
      return Promise.resolve(refused("not_here"));
  }
}
