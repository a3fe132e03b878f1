import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { DataSource } from "typeorm";

import { loadDesk, type ShopDesk } from "../../../emulator/shop/desk.ts";
import { loadShop } from "../../../emulator/shop/load.ts";
import { initialsOf } from "../../action/canned/initials.ts";
import type { Account } from "../../core/channel/account.ts";
import type { Ids } from "../../core/kernel/id.ts";
import type { Clock } from "../../core/kernel/instant.ts";
import { unwritable } from "../../store/embedded/data-folder.ts";
import { createPractice, type PracticeFloor } from "../../store/practice.ts";
import type { PracticeDesk } from "../../store/work/practice.ts";
import { wechatIdentity } from "./simulated.ts";

/** Of no account that there is, and one that no double holds: it takes every id's way. */
const WEIBO_UID = "9007199254740993";
/** Where the practice shop's sheets lie, from the sources and from the build alike. */
export const SHOP_FOLDER = join(rootFolder(), "emulator", "shop", "yuhe");

const SEATS = 36;
const floor: PracticeFloor = {
  group: "屿禾",
  queues: [
    { key: "after_sales", name: "售后一组" },
    { key: "pre_sales", name: "售前" },
    { key: "complaints", name: "投诉" },
    { key: "risk", name: "安全与合规" },
  ],
  seats: Array.from({ length: SEATS }, (_, index) => `A-${String(index + 1).padStart(3, "0")}`),
};

/**
 * On the very first start there is nothing to see: so a shop is made with its whole knowledge, and a practice account
 * on each platform. A shop that was made before there was a platform gets an account there.
 */
export async function ensurePractice(
  source: DataSource,
  { ids, clock, secret }: { readonly ids: Ids; readonly clock: Clock; readonly secret: () => string },
): Promise<void> {
  const shop = await loadShop(SHOP_FOLDER);
  const at = clock();
  const account: Account = {
    id: ids(),
    platform: "wechat-oa",
    name: shop.brand.key,
    simulated: true,
    config: { token: secret(), originalId: `gh_practice_${shop.brand.key}` },
    createdAt: new Date(at),
  };
  const weibo: Account = {
    id: ids(),
    platform: "weibo",
    name: `${shop.brand.key}-weibo`,
    simulated: true,
    config: { appSecret: secret(), uid: WEIBO_UID },
    // Accounts stand in the order in which they were made.
    createdAt: new Date(at + 1),
  };
  const mini: Account = {
    id: ids(),
    platform: "wechat-mini",
    name: `${shop.brand.key}-mini`,
    simulated: true,
    config: { token: secret(), originalId: `gh_practice_${shop.brand.key}_mini`, format: "json" },
    createdAt: new Date(at + 2),
  };
  const entries = shop.topics.map(({ key, title, phrasings, answer }) => ({ key, title, phrasings, answer }));
  const settings = {
    "lane.purchaseQueue": "pre_sales",
    "lane.complaintQueue": "complaints",
    ...Object.fromEntries(Object.entries(shop.notices).map(([key, text]) => [`notice.${key}`, text])),
  };
  const desk = deskOf(await loadDesk(SHOP_FOLDER));
  await createPractice(source, { account, beside: [weibo, mini], entries, settings, floor, desk }, ids, at);
}

const deskOf = ({ reasons, canned }: ShopDesk): PracticeDesk => ({
  reasons: reasons.flatMap(({ key, name, en, children }) => [
    { key, parentKey: undefined, name, nameEn: en },
    ...children.map((child) => ({ key: child.key, parentKey: key, name: child.name, nameEn: child.en })),
  ]),
  canned: canned.map((one) => ({ ...one, initials: initialsOf(one.title) })),
});

/**
 * Says how to sign for practice accounts, for tools that are a platform of their own, as the bench is. Readable by
 * the owner alone.
 * @throws Fault `database_folder_unwritable`
 */
export async function writeSimulated(accounts: readonly Account[], dataDir: string): Promise<void> {
  const simulated = accounts
    .filter((account) => account.simulated)
    .map((account) => {
      const { id, name, platform, config } = account;
      return { id, name, platform, ...config, appId: wechatIdentity(account)?.appId };
    });
  const text = `${JSON.stringify(simulated, null, 2)}\n`;
  try {
    await mkdir(dataDir, { recursive: true });
    await writeFile(join(dataDir, "simulated.json"), text, { mode: 0o600 });
  } catch (error) {
    throw unwritable(dataDir, error as Error);
  }
}

/** The folder of package.json: this file is in src/serve/practice or dist/src/serve/practice. */
function rootFolder(): string {
  const here = fileURLToPath(new URL(".", import.meta.url));
  return here.replace(/(\/dist)?\/src\/serve\/practice\/$/, "");
}
