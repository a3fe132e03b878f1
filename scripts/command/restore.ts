import { resolve } from "node:path";

import type { Config } from "../../src/config.ts";
import { restore } from "../../src/store/backup/restore.ts";
import { openDatabase } from "../../src/store/open-database.ts";
import { command, createSteps } from "../backing-up/command.ts";

const USAGE = `npm run restore -- FOLDER

Puts a backup into the empty database of this environment: a DATABASE_URL with nothing in it, or a DATA_DIR that is not
there yet. Nothing that had not left is sent by itself: it waits for a person as 可能已发送. Connections to CRMs are
paused. Everybody signs in again.`;

export async function run(args: readonly string[]): Promise<number> {
  const [folder] = args;
  if (folder !== undefined && args.length === 1 && !folder.startsWith("-")) {
    return command((config) => read(config, resolve(folder)));
  }
  console.log(USAGE);
  return folder === "--help" ? 0 : 1;
}

async function read(config: Config, folder: string): Promise<void> {
  const { dataDir } = config;
  const steps = createSteps();
  const database = await openDatabase({ ...config, onProgress: () => undefined });
  try {
    const { url } = database;
    const { manifest, waiting, paused } = await restore({ folder, url, dataDir, onTable: steps.table });
    steps.end();
    console.log(`Restored what version ${manifest.version} had at ${manifest.madeAt}.`);
    if (waiting > 0)
      console.log(`${waiting} messages may have left since: each waits for a person (可能已发送).`);
    if (paused > 0) console.log(`${paused} connections to CRMs are paused: resume them in the console.`);
    console.log("Start the server with the same DATABASE_URL or DATA_DIR.");
  } finally {
    await database.close();
  }
}
