import { z } from "seatbridge/kit";

import { post } from "../endpoint.ts";
import { idNumber } from "../field.ts";

/** Temporary ones live so long at most, in seconds; there are so many permanent ones (protocols §1.15). */
export const QR_SECONDS_MAX = 2_592_000;
export const QR_PERMANENT_MAX = 100_000;
export const QR_SCENE_CHARS_MAX = 64;

export const createQrCode = post("/cgi-bin/qrcode/create", {
  request: z.looseObject({
    expire_seconds: z.int().max(QR_SECONDS_MAX).optional(),
    action_name: z.enum(["QR_SCENE", "QR_STR_SCENE", "QR_LIMIT_SCENE", "QR_LIMIT_STR_SCENE"]),
    action_info: z.looseObject({
      scene: z.looseObject({ scene_id: idNumber.optional(), scene_str: z.string().optional() }),
    }),
  }),
  answer: z.looseObject({
    ticket: z.string(),
    /** Absent of a permanent one. */
    expire_seconds: z.number().optional(),
    /** What the picture says. */
    url: z.string(),
  }),
});

/** Where the platform keeps the picture; it needs no token. */
export const qrPictureUrl = (ticket: string): string =>
  `https://mp.weixin.qq.com/cgi-bin/showqrcode?ticket=${encodeURIComponent(ticket)}`;
