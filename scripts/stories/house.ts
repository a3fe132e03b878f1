import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

import { CAST, DEMO_PASSWORD, hire } from "../../emulator/demo/cast.ts";
import { type Console, openConsole } from "../../emulator/demo/console.ts";
import { type FanDoor, openFanDoor } from "../../emulator/demo/fan-door.ts";
import { createRobot, type Robot } from "../../emulator/demo/robot.ts";
import { freePort } from "../faults/house/free-port.ts";
import { createNode } from "../faults/house/node.ts";

/** A whole service in a folder of its own, its practice shop, and the people of the stories. */
export type House = {
  readonly fans: FanDoor;
  /** 何姐's: she sees everybody. */
  readonly console: Console;
  /** Agents come to their seats, and stay. */
  readonly openDay: () => Promise<readonly Robot[]>;
  readonly close: () => Promise<void>;
};

const [LEADER] = CAST;
const LOOK_MS = 250;
const LOOKS_MAX = 120;

type Desk = { readonly session: { readonly presence: string } | null };
const isReady = async (console: Console): Promise<boolean> =>
  (await console.call<Desk>("GET", "/desk")).session?.presence === "ready";

export async function openHouse(onTrouble: (error: unknown) => void): Promise<House> {
  const folder = await mkdtemp(join(tmpdir(), "seatbridge-stories-"));
  const node = createNode({
    name: "stories",
    port: await freePort(),
    dataDir: join(folder, "data"),
    env: {},
  });
  const night = new AbortController();
  const close = async (): Promise<void> => {
    night.abort();
    await node.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await node.start();
    const base = node.url;
    await hire(base, node.dataDir);
    const console = openConsole(base);
    await console.call("POST", "/session", { login: LEADER?.login, password: DEMO_PASSWORD });
    return {
      console,
      fans: openFanDoor(base),
      close,
      openDay: () => Promise.all(CAST.flatMap((member) => (member.seat ? [sitAt(member)] : []))),
    };

    async function sitAt({ login, name, seat = "" }: (typeof CAST)[number]): Promise<Robot> {
      const own = openConsole(base);
      await own.call("POST", "/session", { login, password: DEMO_PASSWORD });
      const robot = createRobot(own, { name, seat, onTrouble });
      void robot.run(night.signal).catch(onTrouble);
      for (let looks = 0; looks < LOOKS_MAX && !(await isReady(own)); looks += 1) await delay(LOOK_MS);
      return robot;
    }
  } catch (error) {
    await close();
    throw error;
  }
}
