import pg from "pg";

import type { KeySource } from "../../store/secret/keys.ts";
import { openVault } from "../../store/secret/house-key.ts";
import type { Vault } from "../../store/secret/vault.ts";
import { secretNames } from "./names.ts";

/**
 * The vault of the house on this database, whose tables are there.
 * @throws Fault `secret_key_missing`, `secret_key_unreadable`
 */
export async function openHouseVault(url: string, source: KeySource): Promise<Vault> {
  const client = new pg.Client({ connectionString: url, application_name: "seatbridge" });
  await client.connect();
  try {
    return await openVault(client, source, secretNames);
  } finally {
    await client.end();
  }
}
