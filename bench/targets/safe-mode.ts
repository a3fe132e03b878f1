import { randomBytes } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type { BenchDatabase } from "../database/open.ts";
import type { WechatDoor } from "../wire/wechat.ts";
import type { Ours } from "./target.ts";

/** How long our server may take to see that an account has changed, in ms. */
const seenMsMax = 30_000;

/** Sets the account to safe mode with a key of this run, and returns its door when the server knows. */
export async function setSafe(
  { client }: Pick<BenchDatabase, "client">,
  { port, shops: { wechat } }: Ours,
): Promise<WechatDoor> {
  const { door, accountId, appId } = wechat;
  // Hex digits are letters and digits, which is all that a key may hold.
  const encodingAesKey = randomBytes(22).toString("hex").slice(0, 43);
  await client.query("UPDATE account SET config = config || $2 WHERE id = $1", [
    accountId,
    { mode: "safe", encodingAesKey },
  ]);
  for (let waitedMs = 0; waitedMs < seenMsMax; waitedMs += 100) {
    // What a plain account names as missing, a safe one refuses without a word.
    const answer = await fetch(`http://127.0.0.1:${port}${door.path}`, { method: "POST", body: "" });
    if ((await answer.text()) === "refused") return { ...door, seal: { appId, encodingAesKey } };
    await delay(100);
  }
  throw new Error(`The server has not seen the change of mode in ${seenMsMax / 1_000} s.`);
}
