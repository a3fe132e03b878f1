import type { PlatformAdapter, WebhookRequest } from "seatbridge/kit";

import { platforms } from "../../adapters/index.ts";
import { sign } from "../../emulator/wechat/index.ts";

/** Signs the vectors that come without a signature. */
const token = "vectors";

/** An account as the product makes it; what is given adds to its settings. */
const account =
  (name: string) =>
  (config: object = {}): PlatformAdapter => {
    const platform = platforms.find((candidate) => candidate.name === name);
    if (platform === undefined) throw new Error(`adapters/index.ts lists no ${name}`);
    return platform.create({ token, ...config });
  };

export const officialAccount = account("wechat-oa");
export const miniProgram = account("wechat-mini");

/** The body as the platform would post it at that moment. */
export function posted(body: string, at: number): WebhookRequest {
  const timestamp = String(Math.floor(at / 1_000));
  const nonce = "1";
  const query = new URLSearchParams({ signature: sign(token, timestamp, nonce), timestamp, nonce });
  return { method: "POST", query, body: Buffer.from(body), at };
}
