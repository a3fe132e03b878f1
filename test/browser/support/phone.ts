import { readFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * Fans' phones live in the server's process here, and outlive it only as far as they are on disk. Real ones do not
 * die with a server: whoever kills it waits for this.
 */
export async function untilPhoneIsKept(dataDir: string, text: string): Promise<void> {
  const file = join(dataDir, "emulator.json");
  while (!(await readFile(file, "utf8").catch(() => "")).includes(text)) continue;
}
