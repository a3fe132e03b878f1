import { type Clock, type Codes, SECOND } from "seatbridge/kit";

import type { Client } from "../../wechat/api/client.ts";
import {
  createQrCode,
  QR_PERMANENT_MAX,
  QR_SCENE_CHARS_MAX,
  QR_SECONDS_MAX,
} from "../../wechat/api/entry/qr-codes.ts";
import { askedOf } from "../asked.ts";

/** Protocols §1.15; ranges from memory there, as of 2026-11. Scenes are texts: they hold what numbers do. */
export const createCodes = (client: Client, clock: Clock): Codes => ({
  limits: {
    sceneCharsMax: QR_SCENE_CHARS_MAX,
    temporaryMsMax: QR_SECONDS_MAX * SECOND,
    permanentMax: QR_PERMANENT_MAX,
  },
  async make({ scene, livesMs }, signal) {
    const action_info = { scene: { scene_str: scene } };
    const asked =
      livesMs === undefined
        ? ({ action_name: "QR_LIMIT_STR_SCENE", action_info } as const)
        : ({
            action_name: "QR_STR_SCENE",
            expire_seconds: Math.floor(livesMs / SECOND),
            action_info,
          } as const);
    const at = clock();
    return askedOf(
      await client(createQrCode, asked, { signal }),
      at,
      ({ ticket, url, expire_seconds: life }) => ({
        url,
        ticket,
        ...(life !== undefined && livesMs !== undefined && { expiresAt: at + life * SECOND }),
      }),
    );
  },
});
