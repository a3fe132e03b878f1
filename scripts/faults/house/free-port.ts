import { randomInt } from "node:crypto";
import { createServer } from "node:net";

/** Below those that a system gives to outgoing connections: it stays free while a process is down. */
const PORTS = [20_000, 32_000] as const;

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(...PORTS);
    const probe = createServer();
    const free = await new Promise<boolean>((resolve) => {
      probe.once("error", () => resolve(false));
      probe.listen(port, "127.0.0.1", () => resolve(true));
    });
    if (!free) continue;
    await new Promise((closed) => probe.close(closed));
    return port;
  }
}
