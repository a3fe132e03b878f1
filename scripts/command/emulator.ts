import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { parse } from "yaml";

import { type House, openHouse, Setup } from "../../emulator/standalone/index.ts";
import { fileStore } from "../../emulator/wechat/index.ts";

const USAGE = `npm run emulator -- [options]
  --config FILE            accounts as JSON or YAML (emulator/README.md), or one of each by flags:
  --wechat-callback URL    where its server takes what WeChat pushes
  --wechat-token TEXT      chosen on both sides; seatbridge
  --wechat-mode MODE       plain, compatible, safe
  --wechat-aes-key KEY     43 letters and digits
  --weibo-callback URL     where its server takes what Weibo pushes
  --weibo-secret TEXT      the application's App Secret; seatbridge
  --weibo-uid DIGITS       1902538057
  --port 4300  --host 127.0.0.1
  --seed TEXT              the same chance again
  --data FOLDER            remembers there; nothing outlives it without`;

const PORT = 4_300;
const options = {
  config: { type: "string" },
  "wechat-callback": { type: "string" },
  "wechat-token": { type: "string" },
  "wechat-mode": { type: "string" },
  "wechat-aes-key": { type: "string" },
  "weibo-callback": { type: "string" },
  "weibo-secret": { type: "string" },
  "weibo-uid": { type: "string" },
  port: { type: "string" },
  host: { type: "string" },
  seed: { type: "string" },
  data: { type: "string" },
  help: { type: "boolean" },
} as const;
type Flags = ReturnType<typeof parseArgs<{ options: typeof options }>>["values"];

export async function run(
  args: string[],
  print: (line: string) => void = printLine,
  ended: Promise<unknown> = interrupted(),
): Promise<number> {
  let house: House;
  try {
    const { values } = parseArgs({ args, options });
    if (values.help === true) {
      print(USAGE);
      return 0;
    }
    house = await open(values);
  } catch (error) {
    print(`${(error as Error).message}\n\n${USAGE}`);
    return 1;
  }
  for (const line of instructions(house)) print(line);
  await ended;
  await house.close();
  return 0;
}

async function open(flags: Flags): Promise<House> {
  const { config, host, seed, data } = flags;
  const port = Number(flags.port ?? PORT);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`--port ${flags.port}: no port.`);
  const given: unknown = config === undefined ? byFlags(flags) : parse(await readFile(config, "utf8"));
  const setup = Setup.safeParse(given);
  if (!setup.success) {
    const issues = setup.error.issues.map(
      ({ path, message }) => `${path.join(".") || "accounts"}: ${message}`,
    );
    throw new Error(`${config ?? "The flags"} cannot be used:\n- ${issues.join("\n- ")}`);
  }
  return openHouse({
    setup: setup.data,
    port,
    ...(host !== undefined && { host }),
    ...(seed !== undefined && { seed }),
    ...(data !== undefined && {
      stores: { wechat: fileStore(join(data, "wechat")), weibo: fileStore(join(data, "weibo")) },
    }),
  });
}

/** One account of each platform for which an address is given. */
function byFlags(flags: Flags) {
  const wechat = flags["wechat-callback"];
  const weibo = flags["weibo-callback"];
  return {
    wechat:
      wechat === undefined
        ? []
        : [
            {
              name: "wechat",
              callback: wechat,
              token: flags["wechat-token"] ?? "seatbridge",
              mode: flags["wechat-mode"] ?? "plain",
              encodingAesKey: flags["wechat-aes-key"],
              menu: [{ name: "菜单", key: "menu" }],
            },
          ],
    weibo:
      weibo === undefined
        ? []
        : [
            {
              name: "weibo",
              callback: weibo,
              appSecret: flags["weibo-secret"] ?? "seatbridge",
              uid: flags["weibo-uid"] ?? "1902538057",
            },
          ],
  };
}

/** What is to be entered on the other side. */
function instructions({ url, wechat, weibo, callbackOf }: House): readonly string[] {
  return [
    ...wechat
      .accounts()
      .flatMap((account) => [
        `WeChat account ${account.name}: pushes to ${callbackOf(account)}`,
        `  API base       ${url}/wechat   (in place of https://api.weixin.qq.com)`,
        `  AppID          ${account.appId}`,
        `  AppSecret      ${account.appSecret}`,
        `  original id    ${account.originalId}`,
        `  token          ${account.token}`,
        `  mode           ${account.mode ?? "plain"}`,
        ...(account.encodingAesKey === undefined ? [] : [`  AES key        ${account.encodingAesKey}`]),
      ]),
    ...weibo
      .accounts()
      .flatMap((account) => [
        `Weibo account ${account.name}: pushes to ${callbackOf(account)}`,
        `  API base       ${url}/weibo   (in place of https://m.api.weibo.com, https://api.weibo.com, https://upload.api.weibo.com)`,
        `  App Key        ${account.appKey ?? account.uid}`,
        `  App Secret     ${account.appSecret}`,
        `  uid            ${account.uid}`,
        `  access token   ${account.accessToken}`,
      ]),
    `Control: ${url}/control (emulator/README.md). Ctrl+C ends it.`,
  ];
}

const interrupted = (): Promise<unknown> =>
  new Promise((done) => {
    process.once("SIGINT", done);
    process.once("SIGTERM", done);
  });

function printLine(line: string): void {
  process.stdout.write(`${line}\n`);
}
