import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

import { memoryStore, type Store } from "../kit/keep/store.ts";
import { createClock, type MovableClock } from "../kit/time/clock.ts";
import type { Timer } from "../kit/time/timer.ts";
import * as wechat from "../wechat/index.ts";
import * as weibo from "../weibo/index.ts";
import { type Act, actOf } from "./act.ts";
import { accountsOf } from "./accounts.ts";
import { chance } from "./chance.ts";
import { handleControl } from "./control.ts";
import type { Setup } from "./setup.ts";

export type HouseOptions = {
  readonly setup: Setup;
  readonly port?: number;
  /** Loopback unless said otherwise; the control calls are answered there alone in any case. */
  readonly host?: string;
  /** The same chance again. */
  readonly seed?: string;
  /** Where it remembers; nothing outlives it without. */
  readonly stores?: { readonly wechat: Store; readonly weibo: Store };
  readonly clock?: MovableClock;
  readonly onTrouble?: (error: unknown) => void;
};

/** Both platforms on one port: /wechat, /weibo, and /control for whoever plays the fans. */
export type House = Awaited<ReturnType<typeof openHouse>>;

export async function openHouse(options: HouseOptions) {
  const { setup, port = 0, host = "127.0.0.1", seed, clock = createClock() } = options;
  const { onTrouble = (error: unknown) => process.stderr.write(`${String(error)}\n`) } = options;
  const accounts = accountsOf(setup);
  const random = chance(seed);
  const world = { clock: clock.now, timer: clock.timer, random, onTrouble };
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      onTrouble(error);
      response.destroy();
    });
  });
  await new Promise<void>((ready, fail) => server.once("error", fail).listen(port, host, ready));
  const url = `http://${host.includes(":") ? `[${host}]` : host}:${(server.address() as AddressInfo).port}`;
  const { wechatSide, weiboSide } = await openSides(options, { ...world, url }, accounts);
  const isWeibo = (accountId: string): boolean => accounts.weibo.some(({ id }) => id === accountId);

  const house = {
    url,
    clock,
    random,
    wechat: wechatSide,
    weibo: weiboSide,
    callbackOf: accounts.callbackOf,
    /** The platform of an account; of an unknown one any, which says so. */
    of: (accountId: string) => (isWeibo(accountId) ? weiboSide : wechatSide),
    act: (accountId: string, fan: string, act: Act, forged = false): Promise<unknown> =>
      actOf(
        { wechat: wechatSide, weibo: weiboSide, isWeibo: isWeibo(accountId) },
        accountId,
        fan,
        act,
        forged,
      ),
    async close(): Promise<void> {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      await Promise.all([wechatSide.close(), weiboSide.close()]);
    },
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? "", "http://emulator");
    if (pathname.startsWith("/wechat/")) return wechatSide.handle(request, response);
    if (pathname.startsWith("/weibo/")) return weiboSide.handle(request, response);
    if (!/^\/control(?:\/|$)/.test(pathname)) return void response.writeHead(404).end();
    return handleControl(house, pathname.slice("/control".length).replace(/\/$/, ""), request, response);
  }
  return house;
}

type SideWorld = {
  readonly clock: () => number;
  readonly timer: Timer;
  readonly random: (bytes: number) => Uint8Array;
  readonly onTrouble: (error: unknown) => void;
  readonly url: string;
};

async function openSides(
  { stores = { wechat: memoryStore(), weibo: memoryStore() } }: Pick<HouseOptions, "stores">,
  { url, ...world }: SideWorld,
  accounts: ReturnType<typeof accountsOf>,
) {
  const wechatSide = await wechat.createPlatform({
    ...world,
    accounts: () => accounts.wechat,
    push: wechat.httpPush(accounts.callbackOf),
    store: stores.wechat,
    address: () => `${url}/wechat`,
    base: "/wechat",
  });
  const weiboSide = await weibo.createPlatform({
    ...world,
    accounts: () => accounts.weibo,
    push: weibo.httpPush(accounts.callbackOf),
    store: stores.weibo,
    base: "/weibo",
  });
  return { wechatSide, weiboSide };
}
