import { createHash } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import { wechatOa } from "../../adapters/platform/wechat-oa/index.ts";
import { createPlatform } from "../../emulator/wechat/platform/platform.ts";
import { memoryStore } from "../../emulator/kit/keep/store.ts";
import type { Deed } from "../../emulator/wechat/platform/phone/deed.ts";
import type { Content } from "../../src/core/channel/content.ts";
import type { Instant } from "../../src/core/kernel/instant.ts";
import { type Opening, openingOf } from "../../src/core/ledger/trigger.ts";

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

/** An emulated platform with a clock of its own, asked over HTTP as the real one is. */
export type Rig = {
  readonly now: () => Instant;
  readonly wait: (ms: number) => void;
  readonly newFan: () => string;
  /** What our adapter reads of the webhook; undefined where the platform does not let her. */
  readonly act: (fan: string, deed: Deed) => Promise<Opening | undefined>;
  /** The platform's code; 0 where it was taken. */
  readonly send: (fan: string) => Promise<number>;
  readonly close: () => Promise<void>;
};

export async function openRig(begin: Instant): Promise<Rig> {
  let at = begin;
  let drawn = 0;
  let fans = 0;
  let heard: readonly Content[] = [];
  const adapter = wechatOa.create({ token: ACCOUNT.token, originalId: ACCOUNT.originalId });
  const server = createServer((request, response) => void platform.handle(request, response));
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const platform = await createPlatform({
    accounts: () => [ACCOUNT],
    clock: () => at,
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
  const post = async (path: string, body: object): Promise<Answer> =>
    (await (
      await fetch(`${url}/cgi-bin/${path}`, { method: "POST", body: JSON.stringify(body) })
    ).json()) as Answer;
  let token = "";
  const { appId: appid, appSecret: secret } = ACCOUNT;
  const freshToken = async (): Promise<string> =>
    (await post("stable_token", { grant_type: "client_credential", appid, secret })).access_token ?? "";

  async function send(fan: string): Promise<number> {
    const body = { touser: fan, msgtype: "text", text: { content: "bench" } };
    const { errcode = 0 } = await post(`message/custom/send?access_token=${token}`, body);
    if (!TOKEN_OVER.has(errcode)) return errcode;
    token = await freshToken();
    return send(fan);
  }

  return {
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
      return acted.kind === "pushed" && content !== undefined ? openingOf(content) : undefined;
    },
    send,
    async close() {
      await platform.close();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

type Answer = { readonly errcode?: number; readonly access_token?: string };

/** No token yet, or one that is too old: its two hours pass quickly here. */
const TOKEN_OVER: ReadonlySet<number> = new Set([40_001, 40_014, 41_001, 42_001]);

/** Bytes that differ each time, and are the same in each run. */
function drawBytes(draw: number, bytes: number): Uint8Array {
  const blocks = Array.from({ length: Math.ceil(bytes / 32) }, (_, block) =>
    createHash("sha256").update(`${draw}.${block}`).digest(),
  );
  return Buffer.concat(blocks).subarray(0, bytes);
}
