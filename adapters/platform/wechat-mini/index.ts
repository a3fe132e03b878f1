import { definePlatform, type Sending } from "seatbridge/kit";

import { openAccount, previous, secrets, servers } from "../wechat/account.ts";
import { openClient } from "../wechat/api/client.ts";
import { type Access, accessOf, openTokens } from "../wechat/api/token/source.ts";
import { type Checking, checkingOf, createCheck } from "../wechat/deliver/check.ts";
import { createDeliver } from "../wechat/deliver/deliver.ts";
import { createTyping } from "../wechat/deliver/typing.ts";
import { probe } from "../wechat/deliver/probe.ts";
import { isEncrypted } from "../wechat/encrypted/cipher.ts";
import { seal } from "../wechat/encrypted/seal.ts";
import { createFetchMedia } from "../wechat/media.ts";
import { receive, reread } from "../wechat/receive.ts";
import { miniProgramSends } from "../wechat/sends.ts";
import { config } from "./config.ts";
import { passive, passiveKinds } from "./passive.ts";
import { sendableOf, textBytesMax } from "./sendable.ts";
import { windows } from "./windows.ts";

/** Where PicUrl points (protocols §1.3); the emulator in the platform's place keeps them beside its interface. */
const PICTURE_HOST = "mmbiz.qpic.cn";

/** Customer messages of a WeChat mini program (小程序客服消息) in plain, compatible and safe mode. */
export const wechatMini = definePlatform({
  name: "wechat-mini",
  config,
  traits: {
    publicness: "private",
    textBytesMax,
    sends: miniProgramSends,
    windows,
    // The platform waits five seconds; one is kept for the way back.
    passiveMs: 4_000,
    passiveKinds,
    // Any answer but "success" is a fault that the fan is shown (protocols §3).
    again: "hang_up",
  },
  secrets,
  servers,
  previous,
  probe,
  create: (settings, sending, random) => {
    const { format } = settings;
    const access = accessOf(settings);
    const account = openAccount(settings, format);
    const { cipher } = account;
    const way = { typingPath: settings.typingPath, checking: checkingOf(settings) };
    const reached = access !== undefined && sending !== undefined ? reach(access, sending, way) : {};
    return {
      receive: (request) => receive(account, request),
      reread,
      passive(reply, request) {
        const plain = passive(reply, format);
        if (plain === undefined || cipher === undefined || !isEncrypted(request)) return plain;
        return seal(cipher, plain, { at: request.at, random, format });
      },
      mediaHosts: [PICTURE_HOST, new URL(settings.apiBase).host],
      ...reached,
    };
  },
});

type Way = { readonly typingPath: string; readonly checking: Checking | undefined };

/** What takes a way to the platform's interface. */
function reach(access: Access, sending: Sending, { typingPath, checking }: Way) {
  const tokens = openTokens(access, sending);
  const client = openClient(access, sending, tokens);
  const deliver = createDeliver(client, sending, { sendableOf });
  const check = checking && createCheck(client, sending, checking);
  return {
    access: { source: access.source.kind, token: tokens.get },
    deliver: check === undefined ? deliver : check.guard(deliver),
    ...(check?.checked && { checked: check.checked }),
    typing: createTyping(client, typingPath),
    fetchMedia: createFetchMedia({ apiBase: access.apiBase, tokens, fetch: sending.fetch }),
  };
}
