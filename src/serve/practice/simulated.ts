import { createHash } from "node:crypto";

import type { Account } from "../../core/channel/account.ts";

const APP_ID_HEX = 16;
const SECRET_HEX = 32;

/** Under which part of the emulator's path each platform lies. */
export const EMULATED = { "wechat-oa": "wechat", "wechat-mini": "wechat", weibo: "weibo" } as const;

/** What the emulated platform and our adapter both know of a practice account on WeChat. */
export type WechatIdentity = {
  readonly token: string;
  readonly originalId: string;
  readonly appId: string;
  readonly appSecret: string;
  readonly mode?: Mode;
  readonly encodingAesKey?: string;
  /** There of a mini program. */
  readonly mini?: { readonly format: "json" | "xml" };
};

/** The same of one on Weibo. */
export type WeiboIdentity = {
  readonly appSecret: string;
  readonly uid: string;
  readonly accessToken: string;
};

/** How the platform encrypts (protocols §1.2). */
type Mode = (typeof MODES)[number];
const MODES = ["plain", "compatible", "safe"] as const;

/**
 * An account that nobody registered needs no id that was given to it: both follow from what it has. Undefined for
 * a real account, one of another platform, or one that no webhook could be signed for.
 */
export function wechatIdentity({ platform, simulated, config, id }: Account): WechatIdentity | undefined {
  const { token, originalId, encodingAesKey } = config;
  if (!simulated || (platform !== "wechat-oa" && platform !== "wechat-mini")) return undefined;
  if (typeof token !== "string" || typeof originalId !== "string") return undefined;
  const format = config["format"] === "xml" ? ("xml" as const) : ("json" as const);
  const mode = MODES.find((one) => one === config["mode"]);
  return {
    token,
    originalId,
    appId: `wx${hex(`app ${id}`, APP_ID_HEX)}`,
    appSecret: hex(`secret ${token}`, SECRET_HEX),
    ...(platform === "wechat-mini" && { mini: { format } }),
    // Without a key its adapter does not open: it stays plain here.
    ...(typeof encodingAesKey === "string" && { encodingAesKey, ...(mode !== undefined && { mode }) }),
  };
}

/** Nobody has authorised it either; a token that it was given is kept. */
export function weiboIdentity({ platform, simulated, config }: Account): WeiboIdentity | undefined {
  const { appSecret, uid, accessToken } = config;
  if (!simulated || platform !== "weibo") return undefined;
  if (typeof appSecret !== "string" || typeof uid !== "string") return undefined;
  const drawn = `2.00${hex(`token ${appSecret}`, SECRET_HEX)}`;
  return { appSecret, uid, accessToken: typeof accessToken === "string" ? accessToken : drawn };
}

const hex = (text: string, length: number): string =>
  createHash("sha256").update(text).digest("hex").slice(0, length);

/**
 * How a practice account is connected: to the emulator at `apiBase` in the platform's place. Without one, as on a
 * server that does not listen on loopback, it receives and answers, and has no interface to send through.
 */
export function simulatedConfig(account: Account, apiBase: string | undefined): unknown {
  const { config } = account;
  const wechat = wechatIdentity(account);
  if (wechat !== undefined) {
    const { appId, appSecret } = wechat;
    const access = apiBase === undefined ? {} : { appSecret, apiBase: `${apiBase}/${EMULATED["wechat-oa"]}` };
    return { ...config, appId, ...access };
  }
  const weibo = weiboIdentity(account);
  if (weibo === undefined || apiBase === undefined) return config;
  const base = `${apiBase}/${EMULATED.weibo}`;
  // The practice house has the commercial contract: what is said in public is heard within seconds.
  const limits = { callsPerDay: 20_000, callsPerHour: 2_000, mentionsPushed: true };
  const bases = { apiBase: base, mediaBase: base, openBase: base };
  return { accessToken: weibo.accessToken, ...bases, ...limits, ...config };
}
