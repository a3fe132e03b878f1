import { resolve } from "node:path";

import type { Config } from "../../src/config.ts";
import { backUp } from "../../src/store/backup/back-up.ts";
import { joinDatabase } from "../../src/store/open-database.ts";
import { readVersion } from "../../src/version.ts";
import { command, createSteps, datedFolder } from "../backing-up/command.ts";

const USAGE = `npm run backup [-- FOLDER]

Writes everything that the server of this environment has (DATABASE_URL or DATA_DIR) into a new folder, while the
server goes on. Without a name: DATA_DIR/backups/<moment>. The folder holds secrets and fans' words: keep it as
safe as the server.`;

export async function run(args: readonly string[]): Promise<number> {
  const [folder] = args;
  if (args.length < 2 && folder?.startsWith("-") !== true) return command((config) => write(config, folder));
  console.log(USAGE);
  return folder === "--help" ? 0 : 1;
}

async function write(config: Config, wanted: string | undefined): Promise<void> {
  const { dataDir } = config;
  const at = Date.now();
  const folder = resolve(wanted ?? datedFolder(dataDir, at));
  const steps = createSteps();
  const database = await joinDatabase({ ...config, onProgress: () => undefined });
  try {
    const { url } = database;
    const written = await backUp({ url, dataDir, folder, version: readVersion(), at, onTable: steps.table });
    const { tables, media } = written;
    const rows = tables.reduce((sum, table) => sum + table.rows, 0);
    steps.end();
    console.log(`${folder}: ${rows} rows of ${tables.length} tables, ${media.files} media files.`);
  } finally {
    await database.close();
  }
}
