import { z } from "seatbridge/kit";

import { requireParts, settings } from "../wechat/account.ts";
import { checkSettings } from "../wechat/deliver/check.ts";

/** What an official account is connected by beside what its family shares. */
export const config = z
  .strictObject({
    ...settings,
    /** Of the platform's own desk (`name@wechatid`): as whom people's words are shown (protocols §1.10). */
    agentAccount: z
      .string()
      .regex(/^[0-9A-Za-z_-]{1,32}@[0-9A-Za-z_-]{1,64}$/, "must be name@wechatid")
      .optional(),
    /** The bot's words are marked as a machine's. From newer pages, so it is off until the brand wants it. */
    marksMachine: z.enum(["on", "off"]).default("off"),
    ...checkSettings,
  })
  .superRefine(requireParts);
