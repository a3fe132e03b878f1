import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { z } from "zod";

/** What `simulated.json` says of a practice account: enough to sign for it. */
const Account = z.discriminatedUnion("platform", [
  z.object({
    platform: z.literal("wechat-oa"),
    id: z.string(),
    token: z.string(),
    originalId: z.string(),
    appId: z.string().exactOptional(),
    mode: z.enum(["plain", "compatible", "safe"]).default("plain"),
    encodingAesKey: z.string().exactOptional(),
  }),
  z.object({ platform: z.literal("weibo"), id: z.string(), appSecret: z.string(), uid: z.string() }),
]);
export type Account = z.output<typeof Account>;
export type WechatAccount = Extract<Account, { platform: "wechat-oa" }>;
export type WeiboAccount = Extract<Account, { platform: "weibo" }>;

/** The practice accounts of a server; of platforms that nobody can sign for here, none. Throws where there is no file. */
export async function readAccounts(dataDir: string): Promise<readonly Account[]> {
  const listed: unknown = JSON.parse(await readFile(join(dataDir, "simulated.json"), "utf8"));
  return z
    .array(z.unknown())
    .parse(listed)
    .flatMap((one) => Account.safeParse(one).data ?? []);
}
