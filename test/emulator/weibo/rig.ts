import { createServer } from "node:http";

import {
  createPlatform,
  type FanAction,
  type Platform,
  type PlatformAccount,
  type PlatformOptions,
  type Push,
} from "../../../emulator/weibo/index.ts";

export const account: PlatformAccount = {
  id: "w1",
  name: "yuhe",
  title: "屿禾电器",
  menu: [{ name: "查订单", key: "orders" }],
  uid: "1902538057",
  appSecret: "0123456789abcdef0123456789abcdef",
  accessToken: "2.00rigrigrigrig",
};

/** One that no double holds. */
export const FAN = "9007199254740993";

/** The platform on a port of its own, with a clock that is moved by hand. */
export type Rig = {
  readonly platform: Platform;
  readonly url: string;
  readonly tick: (ms: number) => void;
  readonly does: (action: FanAction, uid?: string) => ReturnType<Platform["does"]>;
  readonly say: (text: string, uid?: string) => ReturnType<Platform["does"]>;
  /** Posts a form to the API; the token is the account's unless the fields say otherwise. */
  readonly send: (fields: Readonly<Record<string, string>>) => Promise<Reply>;
  readonly sendText: (text: string, uid?: string) => Promise<Reply>;
  readonly close: () => Promise<void>;
};

type Reply = { readonly status: number; readonly body: Readonly<Record<string, unknown>> };

export const silent: Push = () => Promise.resolve({ status: 200, body: "" });

export async function openRig(options: Partial<PlatformOptions> = {}): Promise<Rig> {
  let at = Date.parse("2026-11-24T02:00:00Z");
  let drawn = 0;
  const troubles: unknown[] = [];
  const platform = await createPlatform({
    accounts: () => [account],
    clock: () => at,
    random: (bytes) => Buffer.alloc(bytes, ++drawn),
    onTrouble: (error) => troubles.push(error),
    push: silent,
    base: "/wb",
    answerMs: 40,
    ...options,
  });
  const server = createServer((request, response) => void platform.handle(request, response));
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}/wb`;

  async function send(fields: Readonly<Record<string, string>>): Promise<Reply> {
    const form = new URLSearchParams({ access_token: account.accessToken, ...fields });
    const response = await fetch(`${url}/2/messages/reply.json`, { method: "POST", body: form });
    return { status: response.status, body: (await response.json()) as Reply["body"] };
  }
  const does: Rig["does"] = (action, uid = FAN) => platform.does(account.id, uid, action);
  return {
    platform,
    url,
    tick: (ms) => void (at += ms),
    does,
    say: (text, uid) => does({ does: "write", text }, uid),
    send,
    sendText: (text, uid = FAN) => send({ type: "text", data: JSON.stringify({ text }), receiver_id: uid }),
    async close() {
      await platform.close();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      if (troubles.length > 0) throw troubles[0];
    },
  };
}

export function phoneOf({ platform }: Rig, uid = FAN) {
  const phone = platform.phone(account.id, uid);
  if ("kind" in phone) throw new Error(phone.why);
  return phone;
}

/** What stands on her phone, in words. */
export const thread = (rig: Rig, uid = FAN): readonly string[] =>
  phoneOf(rig, uid).thread.map((item) => {
    const who = item.side === "account" ? item.via : item.side;
    return `${who} ${item.shows.kind === "text" ? item.shows.text : item.shows.kind}`;
  });
