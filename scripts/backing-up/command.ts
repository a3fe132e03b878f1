import { join } from "node:path";

import { type Config, readConfig } from "../../src/config.ts";
import { Fault } from "../../src/core/kernel/fault.ts";
import type { Instant } from "../../src/core/kernel/instant.ts";

/** Runs a command on what the environment names; an expected refusal is one line and exit code 1. */
export async function command(work: (config: Config) => Promise<void>): Promise<number> {
  try {
    await work(readConfig());
    return 0;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    console.error(`${error.message} [${error.code}]`);
    return 1;
  }
}

/** Where a backup goes that nobody has named a folder for. */
export const datedFolder = (dataDir: string, at: Instant): string =>
  join(dataDir, "backups", new Date(at).toISOString().replaceAll(/[:.]/g, "-"));

/** Progress of a long step: one line that changes on a terminal, nothing elsewhere. */
export function createSteps(out: NodeJS.WriteStream = process.stderr) {
  const line = (text: string): void => void (out.isTTY && out.write(`\r\u001b[K${text}`));
  let rowsDone = 0;
  return {
    table: (name: string, rows: number): void => {
      rowsDone += rows;
      line(`${rowsDone} rows … ${name}`);
    },
    end: () => line(""),
  };
}
