import pg from "pg";

import type { Config } from "../../src/config.ts";
import { secretNames } from "../../src/serve/secret/names.ts";
import { joinDatabase } from "../../src/store/open-database.ts";
import { rekey, type RekeyOrder } from "../../src/store/secret/house-key.ts";
import { command } from "../backing-up/command.ts";

const USAGE = `npm run rekey [-- --fresh | --forget]

Seals every secret in the database anew by the newest key of this environment, while servers run. It may be stopped and
begun again at any time. With --fresh the key file (DATA_DIR/secret.key) gets a new key first; where the key comes from
SECRET_KEY, set the new one there and the old one as SECRET_KEY_PREVIOUS, and start the servers anew before this. With
--forget secrets whose key is lost are taken out of the database, for somebody to enter them anew.`;

const ORDERS: Readonly<Record<string, RekeyOrder>> = {
  "--fresh": { fresh: true },
  "--forget": { forget: true },
};

export async function run(args: readonly string[]): Promise<number> {
  const [option] = args;
  const order = option === undefined ? {} : ORDERS[option];
  if (args.length < 2 && order !== undefined) return command((config) => seal(config, order));
  console.log(USAGE);
  return option === "--help" ? 0 : 1;
}

async function seal(config: Config, order: RekeyOrder): Promise<void> {
  const database = await joinDatabase({ ...config, onProgress: () => undefined });
  const client = new pg.Client({ connectionString: database.url });
  try {
    await client.connect();
    const { rows, changed, broken } = await rekey(client, config, secretNames, order);
    console.log(`${rows} accounts and connections looked at, ${changed} sealed anew by the newest key.`);
    if (broken > 0) {
      console.log(`${broken} hold a secret that no key here opens: enter it anew in the console.`);
      return;
    }
    console.log(
      "Older keys open nothing here any more. Backups from before still need them: keep those with them.",
    );
  } finally {
    await client.end();
    await database.close();
  }
}
