import { createHash } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import { wechatOa } from "../../adapters/platform/wechat-oa/index.ts";
import { createPlatform } from "../../emulator/wechat/platform/platform.ts";
import { memoryStore } from "../../emulator/kit/keep/store.ts";
import type { Deed } from "../../emulator/wechat/platform/phone/deed.ts";
import type { Content } from "../../src/core/channel/content.ts";
import type { Instant } from "../../src/core/kernel/instant.ts";

const ACCOUNT = {
  id: "bench",
  name: "bench",
  title: "bench",
  token: "benchtoken",
  originalId: "gh_0000000000be",
  appId: "wx00000000000000be",
  appSecret: "0123456789abcdef0123456789abcdef",
  menu: [{ name: "menu", key: "menu" }],
} as const;

/** Of what every account there has chosen. */
export const SUBSCRIPTION = "sub-service-reply";
const TEMPLATE = "tm-repair-progress";

/** An emulated platform with a clock of its own, asked over HTTP as the real one is. */
export type Rig = {
  /** Calls a day of each path. */
  readonly sendsMax: number;
  readonly now: () => Instant;
  readonly wait: (ms: number) => void;
  readonly newFan: () => string;
  /** What our adapter reads of the webhook; undefined where the platform does not let her. */
  readonly act: (fan: string, deed: Deed) => Promise<Content | undefined>;
  /** The platform's code; 0 where it was taken. */
  readonly send: (fan: string, text: string) => Promise<number>;
  readonly notify: (fan: string, via: "template" | "subscription") => Promise<number>;
  readonly close: () => Promise<void>;
};

export async function openRig(begin: Instant, sendsMax: number): Promise<Rig> {
  const account = { ...ACCOUNT, quota: { perDay: sendsMax } };
  let at = begin;
  let drawn = 0;
  let fans = 0;
  let heard: readonly Content[] = [];
  const adapter = wechatOa.create({ token: ACCOUNT.token, originalId: ACCOUNT.originalId });
  const server = createServer((request, response) => void platform.handle(request, response));
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const platform = await createPlatform({
    accounts: () => [account],
    clock: () => at,
    // What becomes of a notice is told later; nobody waits for it here.
    timer: () => () => undefined,
    random: (bytes) => drawBytes((drawn += 1), bytes),
    push(_account, { body }) {
      heard = adapter.reread(body, at).map(({ content }) => content);
      return Promise.resolve({ status: 200, body: "success" });
    },
    store: memoryStore(),
    address: () => url,
    onTrouble: (error) => {
      throw error;
    },
  });
  const ask = caller(url);

  return {
    sendsMax,
    now: () => at,
    wait: (ms) => void (at += ms),
    newFan() {
      const fan = platform.fan(ACCOUNT.id, { name: `fan ${(fans += 1)}`, following: true });
      if ("kind" in fan) throw new Error(`No fan: ${JSON.stringify(fan)}`);
      return fan.openid;
    },
    async act(fan, deed) {
      heard = [];
      const acted = await platform.act(ACCOUNT.id, fan, deed);
      const [content] = heard;
      return acted.kind === "pushed" ? content : undefined;
    },
    send: (touser, content) => ask("message/custom/send", { touser, msgtype: "text", text: { content } }),
    notify: (touser, via) =>
      via === "template"
        ? ask("message/template/send", { touser, template_id: TEMPLATE, data })
        : ask("message/subscribe/bizsend", { touser, template_id: SUBSCRIPTION, data }),
    async close() {
      await platform.close();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** Calls with the account's token, and gets another where that is over: its two hours pass quickly here. */
function caller(url: string) {
  const post = async (path: string, body: object): Promise<Answer> =>
    (await (
      await fetch(`${url}/cgi-bin/${path}`, { method: "POST", body: JSON.stringify(body) })
    ).json()) as Answer;
  let token = "";
  const { appId: appid, appSecret: secret } = ACCOUNT;
  const freshToken = async (): Promise<string> =>
    (await post("stable_token", { grant_type: "client_credential", appid, secret })).access_token ?? "";

  return async function ask(path: string, body: object): Promise<number> {
    const { errcode = 0 } = await post(`${path}?access_token=${token}`, body);
    if (!TOKEN_OVER.has(errcode)) return errcode;
    token = await freshToken();
    return ask(path, body);
  };
}

const data = { keyword1: { value: "bench" }, thing1: { value: "bench" } };

type Answer = { readonly errcode?: number; readonly access_token?: string };

/** No token yet, or one that is too old. */
const TOKEN_OVER: ReadonlySet<number> = new Set([40_001, 40_014, 41_001, 42_001]);

/** Bytes that differ each time, and are the same in each run. */
function drawBytes(draw: number, bytes: number): Uint8Array {
  const blocks = Array.from({ length: Math.ceil(bytes / 32) }, (_, block) =>
    createHash("sha256").update(`${draw}.${block}`).digest(),
  );
  return Buffer.concat(blocks).subarray(0, bytes);
}
