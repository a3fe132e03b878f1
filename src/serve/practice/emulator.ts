import { randomBytes } from "node:crypto";
import { join } from "node:path";

import type { Context, Middleware } from "koa";
import type { DataSource } from "typeorm";

import { loadShop } from "../../../emulator/shop/load.ts";
import * as wechat from "../../../emulator/wechat/index.ts";
import * as weibo from "../../../emulator/weibo/index.ts";
import type { Account } from "../../core/channel/account.ts";
import type { Ids } from "../../core/kernel/id.ts";
import { createFanDoor, EMULATOR } from "../../http/fan/fan.ts";
import { isOwnMachine } from "../../http/fan/own-machine.ts";
import type { EmulatedPlatform } from "../../http/fan/platform.ts";
import { readFanMatch } from "../../store/fan/match.ts";
import { moveClock } from "../../store/fan/practice-clock.ts";
import { SHOP_FOLDER } from "./practice.ts";
import { EMULATED, wechatIdentity, weiboIdentity } from "./simulated.ts";

export type Emulator = {
  readonly middleware: Middleware;
  readonly close: () => Promise<void>;
};

type EmulatorOptions = {
  readonly accounts: () => readonly Account[];
  readonly source: DataSource;
  readonly dataDir: string;
  /** Where this server is reached from itself. */
  readonly address: string;
  readonly clock: () => number;
  readonly ids: Ids;
  readonly signedIn: (ctx: Context) => Promise<boolean>;
  readonly onError: (error: unknown) => void;
};

/** The platforms for practice accounts, and the page where their fans live. */
export async function openEmulator(options: EmulatorOptions): Promise<Emulator> {
  const { source, ids, signedIn, onError } = options;
  const { brand, menu, page } = await loadShop(SHOP_FOLDER);
  const shop: Shop = { key: brand.key, title: brand.name, menu, page };
  const onWechat = await openWechat(options, shop);
  const onWeibo = await openWeibo(options, shop);
  const platforms = [...sidesOf(onWechat), onWeibo];
  const door = createFanDoor({
    platforms,
    readMatch: (accountId, openid) => readFanMatch(source, accountId, openid),
    moveClock: (accountId, openid, ms) => moveClock(source, { accountId, openid }, ms, options.clock()),
    mayBeFan: async (ctx) => isOwnMachine(ctx.req) || (await signedIn(ctx)),
    ids,
    onError,
  });
  return {
    middleware: door.middleware,
    async close() {
      door.close();
      await onWechat.close();
      await onWeibo.close();
    },
  };
}

/** How the practice shop's accounts look, by its sheet. */
type Shop = {
  readonly key: string;
  readonly title: string;
  readonly menu: wechat.PlatformAccount["menu"];
  /** What it had set up on the platform's page. */
  readonly page: wechat.PlatformAccount["autoReply"];
};
type Closable = EmulatedPlatform & { readonly close: () => Promise<void> };

async function openWechat(options: EmulatorOptions, shop: Shop) {
  const base = `${EMULATOR}/${EMULATED["wechat-oa"]}`;
  const platform = await wechat.createPlatform({
    ...world(options),
    accounts: () => options.accounts().flatMap((account) => wechatAccount(account, shop)),
    push: wechat.httpPush(doorOf(options)),
    store: wechat.fileStore(options.dataDir),
    address: () => `${options.address}${base}`,
    base,
  });
  return { ...platform, base };
}

/** Official accounts and mini programs live on one platform, and have another phone each. */
function sidesOf(wechatPlatform: Awaited<ReturnType<typeof openWechat>>): readonly EmulatedPlatform[] {
  const accountsOf = (isMini: boolean) => () =>
    wechatPlatform.accounts().filter(({ mini }) => (mini !== undefined) === isMini);
  return [
    { ...wechatPlatform, name: "wechat-oa", accounts: accountsOf(false) },
    { ...wechatPlatform, name: "wechat-mini", accounts: accountsOf(true) },
  ];
}

async function openWeibo(options: EmulatorOptions, shop: Shop): Promise<Closable> {
  const base = `${EMULATOR}/${EMULATED.weibo}`;
  const platform = await weibo.createPlatform({
    ...world(options),
    accounts: () => options.accounts().flatMap((account) => weiboAccount(account, shop)),
    push: weibo.httpPush(doorOf(options)),
    store: wechat.fileStore(join(options.dataDir, EMULATED.weibo)),
    base,
  });
  return { ...platform, name: "weibo", base };
}

const world = ({ clock, onError }: EmulatorOptions) => ({ clock, random: randomBytes, onTrouble: onError });

const doorOf =
  ({ address }: EmulatorOptions) =>
  ({ id }: { readonly id: string }): string =>
    `${address}/webhooks/${id}`;

/** What the platform has on file. */
function wechatAccount(account: Account, shop: Shop): wechat.PlatformAccount[] {
  const identity = wechatIdentity(account);
  if (identity === undefined) return [];
  const { id, name } = account;
  const bare = { title: name, menu: [], page: undefined };
  const look = name === shop.key ? shop : name === `${shop.key}-mini` ? { ...bare, title: shop.title } : bare;
  const page = look.page && { autoReply: look.page };
  return [{ id, name, title: look.title, menu: look.menu, ...page, ...identity }];
}

/** The shop's account there has no buttons. */
function weiboAccount(account: Account, shop: Shop): weibo.PlatformAccount[] {
  const identity = weiboIdentity(account);
  if (identity === undefined) return [];
  const { id, name } = account;
  return [
    { id, name, title: name === `${shop.key}-weibo` ? shop.title : name, menu: [], ...granted, ...identity },
  ];
}

/** The commercial contract, as our side is told (`simulatedConfig`). */
const granted = { mentionPush: true, openLimits: { callsPerDay: Infinity, callsPerHour: 50_000 } };
