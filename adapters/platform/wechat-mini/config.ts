import { z } from "seatbridge/kit";

import { requireParts, settings } from "../wechat/account.ts";
import { checkSettings } from "../wechat/deliver/check.ts";

export const config = z
  .strictObject({
    ...settings,
    ...checkSettings,
    /** 数据格式, as chosen on the platform's page. */
    format: z.enum(["json", "xml"]).default("json"),
    /** Where "is typing" is told: the platform's newer pages name the second, which not every account has. */
    typingPath: z
      .enum(["/cgi-bin/message/custom/typing", "/cgi-bin/message/custom/business/typing"])
      .default("/cgi-bin/message/custom/typing"),
  })
  .superRefine(requireParts);
