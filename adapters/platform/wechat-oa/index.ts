import { definePlatform, type Sending } from "seatbridge/kit";

import { openAccount, previous, secrets, servers } from "../wechat/account.ts";
import { type Checking, checkingOf, createCheck } from "../wechat/deliver/check.ts";
import { createDeliver, type ShownAs } from "../wechat/deliver/deliver.ts";
import { createTyping } from "../wechat/deliver/typing.ts";
import { probe } from "../wechat/deliver/probe.ts";
import { isEncrypted } from "../wechat/encrypted/cipher.ts";
import { seal } from "../wechat/encrypted/seal.ts";
import { createFetchMedia } from "../wechat/media.ts";
import { overhear } from "../wechat/overhear.ts";
import { receive, reread } from "../wechat/receive.ts";
import { openClient } from "../wechat/api/client.ts";
import { type Access, accessOf, openTokens } from "../wechat/api/token/source.ts";
import { accountSends } from "../wechat/sends.ts";
import { config } from "./config.ts";
import { sendableOf } from "./deliver/sendable.ts";
import { createLabels } from "./fans/labels.ts";
import { createPersonas } from "./fans/personas.ts";
import { createProfiles } from "./fans/profiles.ts";
import { budgets, windows } from "./deliver/windows.ts";
import { createNotices } from "./notices/catalogue.ts";
import { withNotices } from "./notices/send.ts";
import { createMenus } from "./ways/menus.ts";
import { createStanding } from "./ways/standing.ts";
import { createCodes } from "./ways/codes.ts";
import { passive, passiveKinds, textBytesMax } from "./passive.ts";

/** Where PicUrl points (protocols §1.3); the emulator in the platform's place keeps them beside its interface. */
const PICTURE_HOST = "mmbiz.qpic.cn";

/** WeChat Official Account (公众号, 服务号) in plain, compatible and safe mode. */
export const wechatOa = definePlatform({
  name: "wechat-oa",
  config,
  traits: {
    publicness: "private",
    textBytesMax,
    sends: accountSends,
    windows,
    budgets,
    // The platform waits five seconds; one is kept for the way back.
    passiveMs: 4_000,
    passiveKinds,
    // Any answer but a reply or "success" is a fault that the fan is shown (protocols §1.7).
    again: "hang_up",
  },
  secrets,
  servers,
  previous,
  probe,
  create: (settings, sending, random) => {
    const account = openAccount(settings, "xml");
    const { cipher } = account;
    const access = accessOf(settings);
    const reached =
      access !== undefined && sending !== undefined
        ? reach(access, sending, {
            shown: { agentAccount: settings.agentAccount, marksMachine: settings.marksMachine === "on" },
            checking: checkingOf(settings),
          })
        : {};
    return {
      receive: (request) => receive(account, request),
      reread,
      passive(reply, request) {
        const plain = passive(reply, request);
        if (plain === undefined || cipher === undefined || !isEncrypted(request)) return plain;
        return seal(cipher, plain, { at: request.at, random, format: "xml" });
      },
      overhear: (body) => overhear(cipher, body),
      mediaHosts: [PICTURE_HOST, new URL(settings.apiBase).host],
      ...reached,
    };
  },
});

type Way = { readonly shown: ShownAs; readonly checking: Checking | undefined };

/** What takes a way to the platform's interface. */
function reach(access: Access, sending: Sending, { shown, checking }: Way) {
  const tokens = openTokens(access, sending);
  const client = openClient(access, sending, tokens);
  const words = createDeliver(client, sending, {
    ...shown,
    sendableOf: (content) => sendableOf(content, textBytesMax),
  });
  const deliver = withNotices(words, client, sending.clock);
  const menus = createMenus(client, sending.clock);
  const check = checking && createCheck(client, sending, checking);
  return {
    access: { source: access.source.kind, token: tokens.get },
    deliver: check === undefined ? deliver : check.guard(deliver),
    ...(check?.checked && { checked: check.checked }),
    notices: createNotices(client, sending.clock),
    fetchMedia: createFetchMedia({ apiBase: access.apiBase, tokens, fetch: sending.fetch }),
    typing: createTyping(client),
    profiles: createProfiles(client, sending.clock),
    labels: createLabels(client, sending.clock),
    personas: createPersonas(client, sending.clock),
    codes: createCodes(client, sending.clock),
    menus,
    standing: createStanding(client, menus, sending.clock),
  };
}
