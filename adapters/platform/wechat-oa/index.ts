import { definePlatform } from "seatbridge/kit";

import { config, openAccount } from "./config.ts";
import { createDeliver } from "./deliver/deliver.ts";
import { windows } from "./deliver/windows.ts";
import { isEncrypted } from "./encrypted/cipher.ts";
import { seal } from "./encrypted/seal.ts";
import { probe } from "./deliver/probe.ts";
import { passive, passiveKinds, textBytesMax } from "./passive.ts";
import { receive, reread } from "./receive.ts";

/** Where PicUrl points (protocols §1.3); the emulator in the platform's place keeps them beside its interface. */
const PICTURE_HOST = "mmbiz.qpic.cn";

/** WeChat Official Account (公众号, 服务号) in plain, compatible and safe mode. */
export const wechatOa = definePlatform({
  name: "wechat-oa",
  config,
  traits: {
    publicness: "private",
    textBytesMax,
    windows,
    // The platform waits five seconds; one is kept for the way back.
    passiveMs: 4_000,
    passiveKinds,
    // Any answer but a reply or "success" is a fault that the fan is shown (protocols §1.7).
    again: "hang_up",
  },
  secrets: ["token", "previousToken", "appSecret", "encodingAesKey", "previousEncodingAesKey"],
  servers: ["apiBase"],
  previous: { token: "previousToken", encodingAesKey: "previousEncodingAesKey" },
  probe,
  create: (settings, sending, random) => {
    const account = openAccount(settings);
    const { cipher } = account;
    const { appId, appSecret, apiBase } = settings;
    const deliver =
      appId !== undefined && appSecret !== undefined && sending !== undefined
        ? { deliver: createDeliver({ appId, appSecret, apiBase, textBytesMax }, sending) }
        : {};
    return {
      receive: (request) => receive(account, request),
      reread,
      passive(reply, request) {
        const plain = passive(reply);
        if (plain === undefined || cipher === undefined || !isEncrypted(request)) return plain;
        return seal(cipher, plain, { at: request.at, random });
      },
      mediaHosts: [PICTURE_HOST, new URL(apiBase).host],
      ...deliver,
    };
  },
});
