import { createHash } from "node:crypto";
import { createServer, type Server } from "node:http";

import {
  createPlatform,
  memoryStore,
  type Platform,
  type PlatformAccount,
  type Store,
} from "../../../emulator/wechat/index.ts";
import { createClock } from "../../../emulator/kit/time/clock.ts";
import type { Push } from "../../../emulator/wechat/platform/push/push.ts";

export const account: PlatformAccount = {
  id: "a1",
  name: "yuhe",
  title: "屿禾电器",
  token: "token123",
  originalId: "gh_yuhe",
  appId: "wx0123456789abcdef",
  appSecret: "0123456789abcdef0123456789abcdef",
  menu: [{ name: "查订单", key: "orders" }],
};

/** The platform on a port of its own, with a clock that is moved by hand. */
export type Rig = {
  readonly platform: Platform;
  readonly url: string;
  readonly store: Store;
  readonly tick: (ms: number) => void;
  readonly now: () => number;
  /** The answer of an API call, as JSON. */
  readonly call: (path: string, body?: unknown) => Promise<Reply>;
  /** The same with a good token. */
  readonly as: (path: string, body?: unknown) => Promise<Reply>;
  readonly close: () => Promise<void>;
};

export type Reply = {
  readonly errcode?: number;
  readonly access_token: string;
  readonly expires_in: number;
  readonly [name: string]: unknown;
};

/** 2026-11-24 10:00 in Beijing. */
export const START = Date.parse("2026-11-24T02:00:00Z");

export const silent: Push = () => Promise.resolve({ status: 200, body: "success" });

export async function openRig(
  options: {
    readonly push?: Push;
    readonly store?: Store;
    readonly answerMs?: number;
    /** Plain where nothing is said. */
    readonly mode?: Pick<PlatformAccount, "mode" | "encodingAesKey">;
    readonly more?: Partial<PlatformAccount>;
    /** What the platform does later happens when the clock is moved on, and only then. */
    readonly stopped?: boolean;
  } = {},
): Promise<Rig> {
  const { push = silent, store = memoryStore(), answerMs = 40, mode = {}, more = {} } = options;
  let at = START;
  const stopped = createClock(
    () => START,
    () => () => undefined,
  );
  let drawn = 0;
  const troubles: unknown[] = [];
  const server: Server = createServer((request, response) => void platform.handle(request, response));
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}/wx`;
  const platform = await createPlatform({
    accounts: () => [{ ...account, ...mode, ...more }],
    clock: options.stopped === true ? stopped.now : () => at,
    ...(options.stopped === true && { timer: stopped.timer }),
    random: (bytes) => chance(++drawn, bytes),
    push,
    store,
    address: () => url,
    base: "/wx",
    answerMs,
    onTrouble: (error) => troubles.push(error),
  });
  let token = "";
  async function call(path: string, body?: unknown): Promise<Reply> {
    const method = body === undefined ? {} : { method: "POST", body: wire(body) };
    return (await (await fetch(`${url}${path}`, method)).json()) as Reply;
  }
  return {
    platform,
    url,
    store,
    tick(ms) {
      at += ms;
      token = "";
      stopped.forward(ms);
    },
    now: () => at,
    call,
    async as(path, body) {
      token ||= (await call("/cgi-bin/stable_token", credentials)).access_token;
      return call(`${path}${path.includes("?") ? "&" : "?"}access_token=${token}`, body);
    },
    async close() {
      await platform.close();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      if (troubles.length > 0) throw troubles[0];
    },
  };
}

export const credentials = {
  grant_type: "client_credential",
  appid: account.appId,
  secret: account.appSecret,
} as const;

const wire = (body: unknown): string | FormData =>
  typeof body === "string" || body instanceof FormData ? body : JSON.stringify(body);

/** Bytes that differ each time, and are the same in each run. */
function chance(draw: number, bytes: number): Uint8Array {
  const blocks = Array.from({ length: Math.ceil(bytes / 32) }, (_, block) =>
    createHash("sha256").update(`${draw}.${block}`).digest(),
  );
  return Buffer.concat(blocks).subarray(0, bytes);
}

/** A fan of the account who has followed for long. */
export function follower(rig: Rig, name = "小美"): string {
  const card = rig.platform.fan(account.id, { name, following: true });
  if ("kind" in card) throw new Error(card.why);
  return card.openid;
}

export const say = (rig: Rig, openid: string, text: string) =>
  rig.platform.act(account.id, openid, { does: "write", text });

export const SEND = "/cgi-bin/message/custom/send";

export const sendText = (rig: Rig, openid: string, content: string): Promise<Reply> =>
  rig.as(SEND, { touser: openid, msgtype: "text", text: { content } });

/** What stands on her phone, in words. */
export function thread(rig: Rig, openid: string): readonly string[] {
  const phone = rig.platform.phone(account.id, openid);
  if ("kind" in phone) throw new Error(phone.why);
  return phone.thread.map(({ side, shows }) => {
    const words = "text" in shows ? shows.text : "title" in shows ? shows.title : "";
    return [side, shows.kind, words].filter((part) => part !== "").join(" ");
  });
}

export function phoneOf(rig: Rig, openid: string) {
  const phone = rig.platform.phone(account.id, openid);
  if ("kind" in phone) throw new Error(phone.why);
  return phone;
}
