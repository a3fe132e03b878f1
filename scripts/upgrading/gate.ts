import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";

import { Fault } from "../../src/core/kernel/fault.ts";
import { whatArrives } from "../sending/arrival.ts";
import { Acted, Fan, fanPage, Phone } from "../sending/fan-page.ts";

/** A start, with what a large house has to read; more is one that hangs. */
const START_MS_MAX = 180_000;
const HEALTH_MS_MAX = 30_000;
const HEALTH_EVERY_MS = 250;
const ANSWER_MS_MAX = 30_000;
const SAID_CHARS_MAX = 2_000;

/** The server as `npm start` runs it; it ends with this process, however that ends. */
const entry = (module: string): string => `
  process.stdin.once("close", () => process.kill(process.pid, "SIGKILL")).resume().unref();
  const { main } = await import(${JSON.stringify(module)});
  await main();`;

export type Trial = {
  readonly address: string;
  readonly stop: () => Promise<void>;
};

/**
 * Starts a server on a free port of this machine alone, and waits until it listens and is well.
 * @param module address of the built `src/main.js`
 * @throws Fault `upgrade_does_not_start`, `upgrade_not_well`
 */
export async function startTrial(
  module: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Trial> {
  const child = spawn(process.execPath, ["--input-type=module", "-e", entry(module)], {
    stdio: ["pipe", "pipe", "pipe"],
    env: { ...environment, HOST: "127.0.0.1", PORT: "0", LOG_LEVEL: "info" },
  });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => (said = (said + chunk.toString()).slice(-SAID_CHARS_MAX)));
  const ended = new Promise<undefined>((resolve) => {
    child.once("error", () => resolve(undefined));
    child.once("close", () => resolve(undefined));
  });
  const stop = async (): Promise<void> => {
    child.kill("SIGTERM");
    await ended;
  };
  const late = pause(START_MS_MAX, undefined, { ref: false });
  const address = await Promise.race([addressIn(child.stdout), ended, late]);
  if (address === undefined) {
    child.kill("SIGKILL");
    await ended;
    const reason = said.trim() === "" ? `nothing was heard for ${START_MS_MAX / 1_000} s` : said.trim();
    throw new Fault("upgrade_does_not_start", `This version does not start: ${reason}`);
  }
  await untilWell(address).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return { address, stop };
}

/** Reads on to the end, so that the server never waits for us. */
const addressIn = (log: NodeJS.ReadableStream): Promise<string> =>
  new Promise((resolve) => {
    createInterface({ input: log }).on("line", (line) => {
      if (line.includes('"msg":"ready"')) resolve((JSON.parse(line) as { address: string }).address);
    });
  });

async function untilWell(address: string): Promise<void> {
  const until = Date.now() + HEALTH_MS_MAX;
  for (;;) {
    const health = await fetch(`${address}/health`).catch(() => undefined);
    if (health?.ok === true) return;
    if (Date.now() >= until) {
      const told = (await health?.text())?.slice(0, SAID_CHARS_MAX) ?? "no answer";
      throw new Fault("upgrade_not_well", `This version starts and is not well. /health: ${told}`);
    }
    await pause(HEALTH_EVERY_MS);
  }
}

/**
 * A practice fan writes, through the account's own door.
 * @throws Fault `upgrade_no_answer`; Mishap where the fan's page refuses
 */
export async function ask(address: string, account: string, text: string): Promise<void> {
  const page = fanPage(address);
  const { openid } = await page.post("/fans", { account, name: "upgrade", following: true }, Fan);
  const phone = `/phone?account=${account}&fan=${openid}`;
  const before = await page.get(phone, Phone);
  const { entry: done } = await page.post(
    "/act",
    { account, fan: openid, deed: { does: "write", text } },
    Acted,
  );
  const arrived = await whatArrives(page, `${phone}&since=${before.v}`, {
    waitMs: done.verdict.kind === "trouble" ? 0 : ANSWER_MS_MAX,
    tell: () => undefined,
  });
  if (done.verdict.kind !== "trouble" && arrived.length > 0) return;
  throw new Fault("upgrade_no_answer", `This version is well, but does not answer ${JSON.stringify(text)}.`);
}
