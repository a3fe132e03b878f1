import { createHash } from "node:crypto";

import type { PlatformAccount as WechatAccount } from "../wechat/index.ts";
import type { PlatformAccount as WeiboAccount } from "../weibo/index.ts";
import type { Setup } from "./setup.ts";

/** The accounts on file, where their pushes go, and what nobody has chosen, which is the same in each run. */
export function accountsOf({ wechat, weibo }: Setup) {
  const callbacks = new Map([...wechat, ...weibo].map(({ name, callback }) => [name, callback]));
  return {
    wechat: wechat.map(({ callback: _callback, ...given }): WechatAccount => {
      const {
        name,
        title = name,
        encodingAesKey,
        originalId,
        appId,
        appSecret,
        autoReply,
        selfMenu,
        mini,
        ...rest
      } = given;
      return {
        ...rest,
        id: name,
        name,
        title,
        originalId: originalId ?? `gh_${hex(name, 12)}`,
        appId: appId ?? `wx${hex(`app ${name}`, 16)}`,
        appSecret: appSecret ?? hex(`secret ${name}`, 32),
        ...(encodingAesKey !== undefined && { encodingAesKey }),
        ...(mini !== undefined && { mini }),
        ...(autoReply !== undefined && { autoReply }),
        ...(selfMenu !== undefined && { selfMenu }),
      };
    }),
    weibo: weibo.map(({ callback: _callback, ...given }): WeiboAccount => {
      const { name, title = name, accessToken, appKey, openLimits, ...rest } = given;
      return {
        ...rest,
        id: name,
        name,
        title,
        menu: [],
        accessToken: accessToken ?? `2.00${hex(`token ${name}`, 28)}`,
        ...(appKey !== undefined && { appKey }),
        ...(openLimits !== undefined && { openLimits: whole(openLimits) }),
      };
    }),
    callbackOf: ({ id }: { readonly id: string }): string => callbacks.get(id) ?? "",
  };
}

/** Without what was not given. */
const whole = <T extends object>(partial: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(partial).filter(([, value]) => value !== undefined)) as never;

const hex = (text: string, length: number): string =>
  createHash("sha256").update(text).digest("hex").slice(0, length);
