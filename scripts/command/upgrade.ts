import { MIGRATIONS } from "../../src/store/data-source.ts";
import { readVersion } from "../../src/version.ts";
import { command } from "../backing-up/command.ts";
import { freeBytes } from "../upgrading/space.ts";
import { upgrade } from "../upgrading/upgrade.ts";

const USAGE = `npm run upgrade

Run it in the new version's folder, with the DATA_DIR or DATABASE_URL of the servers; they go on meanwhile. It looks for
space, makes a backup, restores that into a copy, migrates the copy, starts this version on it and asks it something.
Only when all of that went well are the tables themselves migrated, all or nothing. Then stop the old server and start
the new one. Whatever fails before leaves the database as it was, and ends with exit code 1.`;

export async function run(args: readonly string[]): Promise<number> {
  if (args.length > 0) {
    console.log(USAGE);
    return args[0] === "--help" ? 0 : 1;
  }
  let code = 0;
  const refused = await command(async (config) => {
    code = await upgrade({
      config,
      migrations: MIGRATIONS,
      server: new URL("../../src/main.js", import.meta.url).href,
      version: readVersion(),
      environment: process.env,
      at: Date.now(),
      freeBytes,
      print: (line) => console.log(line),
    });
  });
  return Math.max(refused, code);
}
