import { readFile } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { WechatDoor } from "../wire/wechat.ts";
import type { WeiboDoor } from "../wire/weibo.ts";
import { startChild, type Child } from "./child.ts";

export type Target = { readonly child: Child; readonly port: number };

/** How long our server may take to migrate, load the shop and listen, in ms. */
const startMsMax = 60_000;

export async function startPeer({ token, seal }: WechatDoor): Promise<Target> {
  const sealed = seal && { BENCH_APP_ID: seal.appId, BENCH_AES_KEY: seal.encodingAesKey };
  const child = startChild("targets/peer", { env: { BENCH_TOKEN: token, ...sealed } });
  return { child, port: portOf(await child.next()) };
}

/** The desk's peer; fans are given to agents by their number, so many to each. */
export async function startDeskPeer(token: string, contacts: number): Promise<Target> {
  const env = { BENCH_TOKEN: token, BENCH_CONTACTS: String(contacts) };
  const child = startChild("targets/desk-peer", { env });
  return { child, port: portOf(await child.next()) };
}

export async function startConstant(text: string): Promise<Target> {
  const child = startChild("targets/constant", { env: { BENCH_TEXT: text } });
  return { child, port: portOf(await child.next()) };
}

export type OursOptions = {
  readonly dataDir: string;
  readonly databaseUrl: string;
  /** Where to leave a CPU profile. */
  readonly profileDir: string | undefined;
  /** Where several share a database; of one alone it lies in its folder. */
  readonly secretKey?: string;
};

/** The practice accounts of our server, which share the shop's knowledge. */
export type Shops = {
  readonly wechat: { readonly accountId: string; readonly appId: string; readonly door: WechatDoor };
  readonly weibo: { readonly accountId: string; readonly door: WeiboDoor };
};

export type Ours = Target & { readonly shops: Shops };

/** Starts our server and returns with it the doors of its practice accounts. */
export async function startOurs(options: OursOptions): Promise<Ours> {
  const port = await freePort();
  const { dataDir, databaseUrl, profileDir, secretKey } = options;
  const env = {
    PORT: String(port),
    HOST: "127.0.0.1",
    DATA_DIR: dataDir,
    DATABASE_URL: databaseUrl,
    REDIS_URL: "",
    ...(secretKey !== undefined && { SECRET_KEY: secretKey }),
  };
  const profiling = profileDir === undefined ? [] : ["--cpu-prof", `--cpu-prof-dir=${profileDir}`];
  const execArgv = [...(await startFlags()), ...profiling];
  const child = startChild("targets/ours", { env, execArgv });
  const ended = new AbortController();
  await Promise.race([healthy(port, ended.signal), child.died]).finally(() => ended.abort());
  return { child, port, shops: await readShops(dataDir) };
}

/** The flags that `npm start` gives to Node. */
async function startFlags(): Promise<readonly string[]> {
  const text = await readFile(new URL("../../../package.json", import.meta.url), "utf8");
  const { scripts } = JSON.parse(text) as { scripts: { start: string } };
  return scripts.start.split(" ").filter((word) => word.startsWith("--"));
}

async function healthy(port: number, ended: AbortSignal) {
  for (let waitedMs = 0; waitedMs < startMsMax && !ended.aborted; waitedMs += 50) {
    const response = await fetch(`http://127.0.0.1:${port}/health`).catch(() => undefined);
    await response?.arrayBuffer();
    if (response?.ok === true) return;
    await delay(50);
  }
  throw new Error(`The server is not healthy after ${startMsMax / 1_000} s.`);
}

type Simulated = {
  readonly id: string;
  readonly name: string;
  readonly token: string;
  readonly originalId: string;
  readonly appId: string;
  readonly appSecret: string;
  readonly uid: string;
};

async function readShops(dataDir: string): Promise<Shops> {
  const text = await readFile(join(dataDir, "simulated.json"), "utf8");
  const accounts = JSON.parse(text) as readonly Simulated[];
  const named = (wanted: string) => {
    const found = accounts.find(({ name }) => name === wanted);
    if (found === undefined) throw new Error(`The server made no simulated account named ${wanted}.`);
    return { ...found, path: `/webhooks/${found.id}` };
  };
  const { path, token, originalId, appId, id } = named("yuhe");
  const { path: weiboPath, appSecret, uid, id: weiboId } = named("yuhe-weibo");
  return {
    wechat: { accountId: id, appId, door: { platform: "wechat", path, token, originalId } },
    weibo: { accountId: weiboId, door: { platform: "weibo", path: weiboPath, appSecret, uid } },
  };
}

/** Free at this moment; nobody else on the loopback is that quick. */
async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

const portOf = (message: unknown): number => (message as AddressInfo).port;
