import { definePlatform } from "seatbridge/kit";

import { config, openAccount } from "./config.ts";
import { createDeliver } from "./deliver/deliver.ts";
import { probe } from "./deliver/probe.ts";
import { windows } from "./deliver/windows.ts";
import { createFetchMedia } from "./media.ts";
import { createSocial } from "./open-api/social.ts";
import { overhear } from "./overhear.ts";
import { passive } from "./passive.ts";
import { receive, reread } from "./receive.ts";
import { sendableKinds, sends, textBytesMax, textCharsMax } from "./sendable.ts";

/** Weibo fans service (微博粉丝服务): private messages to an account. */
export const weibo = definePlatform({
  name: "weibo",
  config,
  traits: {
    publicness: "private",
    textBytesMax,
    textCharsMax,
    sends,
    windows,
    // The platform waits five seconds; one is kept for the way back.
    passiveMs: 4_000,
    passiveKinds: sendableKinds,
    // The pages say nothing of a 5xx; a connection that breaks is no answer, however they are read.
    again: "hang_up",
  },
  secrets: ["appSecret", "accessToken", "importSecret"],
  servers: { apiBase: ["accessToken"], mediaBase: ["accessToken"], openBase: ["accessToken"] },
  probe,
  create: (settings, sending) => {
    const account = openAccount(settings);
    const { accessToken, apiBase, mediaBase, saveSent, uid } = settings;
    const access =
      accessToken !== undefined && sending !== undefined
        ? {
            deliver: createDeliver({ accessToken, apiBase, saveSent }, sending),
            fetchMedia: createFetchMedia({ accessToken, mediaBase }, sending),
          }
        : {};
    const social =
      accessToken !== undefined && uid !== undefined && sending !== undefined
        ? { social: createSocial({ ...settings, accessToken, uid }, sending) }
        : {};
    return {
      receive: (request) => receive(account, request),
      reread: (raw, at) => reread(account, raw, at),
      passive,
      overhear,
      ...access,
      ...social,
    };
  },
});
