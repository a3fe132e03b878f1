import { mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { fileStore, memoryStore } from "../../../emulator/wechat/index.ts";
import { FANS_MAX, LEDGER_MAX, STATE_BYTES_MAX, THREAD_MAX } from "../../../emulator/kit/keep/limits.ts";
import { account, follower, openRig, phoneOf, type Rig, say, sendText, thread } from "./rig.ts";

const PNG = Buffer.from("\x89PNG\r\n\x1a\n0000", "latin1");

let folder: string;
let open: Rig[] = [];
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), "seatbridge-emulator-"))));
afterEach(async () => {
  for (const rig of open) await rig.close();
  open = [];
  await rm(folder, { recursive: true });
});

async function start(store = fileStore(folder)): Promise<Rig> {
  const rig = await openRig({ store });
  open.push(rig);
  return rig;
}

async function restart(rig: Rig): Promise<Rig> {
  open = open.filter((one) => one !== rig);
  await rig.close();
  return start();
}

describe("the emulator's memory", () => {
  it("keeps phones, windows, tokens and pictures over a restart", async () => {
    const first = await start();
    const openid = follower(first);
    await say(first, openid, "在吗");
    await sendText(first, openid, "在的");
    const { access_token } = await first.call("/cgi-bin/stable_token", {
      grant_type: "client_credential",
      appid: account.appId,
      secret: account.appSecret,
    });
    const kept = await first.platform.picture(account.id, PNG);
    if ("kind" in kept) throw new Error(kept.why);

    const second = await restart(first);
    expect(thread(second, openid)).toEqual(["fan text 在吗", "account text 在的"]);
    expect(phoneOf(second, openid).fan.windows).toMatchObject([{ left: 4 }]);
    expect(
      await second.call(`/cgi-bin/user/info?openid=${openid}&access_token=${access_token}`),
    ).toMatchObject({
      subscribe: 1,
    });
    expect((await fetch(`${second.url}/pictures/${kept.mediaId}`)).status).toBe(200);
    await say(second, openid, "还在吗");
    expect(phoneOf(second, openid).thread.map(({ n }) => n)).toEqual([1, 2, 3]);
    expect((await stat(join(folder, "emulator.json"))).mode & 0o777).toBe(0o600);
  });

  it("starts empty beside a file that it does not understand", async () => {
    await writeFile(join(folder, "emulator.json"), '{"version":1,"rooms":[{"accountId":"a1"}]}');
    expect((await start()).platform.fans(account.id)).toEqual([]);
  });

  it("lets go of the quietest fan, the oldest words and the oldest entries", async () => {
    const rig = await start(memoryStore());
    const first = follower(rig, "第一个");
    for (let n = 0; n < FANS_MAX; n += 1) follower(rig, `粉丝${n}`);
    expect(rig.platform.fans(account.id)).toHaveLength(FANS_MAX);
    expect(rig.platform.phone(account.id, first)).toEqual({ kind: "refused", why: "fan_unknown" });
    const openid = follower(rig, "话多的");
    for (let n = 0; n <= LEDGER_MAX; n += 1) await say(rig, openid, String(n));
    expect(thread(rig, openid)).toHaveLength(THREAD_MAX);
    expect(thread(rig, openid).at(-1)).toBe(`fan text ${LEDGER_MAX}`);
    expect(rig.platform.ledger(account.id)).toHaveLength(LEDGER_MAX);
    expect(rig.platform.fans(account.id)[0]?.name).toBe("话多的");
  });

  it("writes no more than its limit: ledgers go first, then quiet fans", async () => {
    const store = memoryStore();
    const rig = await start(store);
    const long = "长".repeat(5_000);
    const names = Array.from({ length: 3 }, (_, n) => `粉丝${n}`);
    for (const name of names) {
      const openid = follower(rig, name);
      for (let n = 0; n < THREAD_MAX; n += 1) await say(rig, openid, long);
    }
    await rig.platform.close();
    const text = (await store.load()) ?? "";
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(STATE_BYTES_MAX);
    const { rooms } = JSON.parse(text) as { rooms: { fans: { name: string }[]; ledger: unknown[] }[] };
    expect(rooms[0]?.ledger).toEqual([]);
    expect(rooms[0]?.fans.map(({ name }) => name)).toEqual(["粉丝2"]);
  }, 20_000);

  it("deletes the files of media that it let go of", async () => {
    const rig = await start();
    await rig.platform.picture(account.id, PNG);
    rig.tick(4 * 24 * 60 * 60_000);
    await rig.platform.picture(account.id, PNG);
    expect(await readdir(join(folder, "emulator-media"))).toHaveLength(1);
  });
});
