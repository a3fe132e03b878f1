import type { ClientBase } from "pg";

import { Fault } from "../../core/kernel/fault.ts";
import { addKey, keyFile, type Keys, type KeySource, openKeys } from "./keys.ts";
import { rewrap } from "./rewrap.ts";
import { createVault, type SecretNames, type Vault } from "./vault.ts";

/** By which keys secrets are sealed here, or may be: those that nodes have come with, and those that are seen. */
const USED = /* sql */ `
  SELECT version FROM secret_key
  UNION
  SELECT (regexp_matches(config::text, '"sealed": "v1\\.([0-9a-f]{12})\\.', 'g'))[1]
  FROM (SELECT config FROM account UNION ALL SELECT config FROM connector) AS sealed
  ORDER BY 1`;

/** Nodes that start together take turns, and so does whoever changes the key. */
const TURN = "SELECT pg_advisory_lock(hashtext('seatbridge.secret'))";
const TURN_OVER = "SELECT pg_advisory_unlock(hashtext('seatbridge.secret'))";

/**
 * The vault of a house whose tables are there. The very first start makes a key, where the environment has none; from
 * then on who comes without it, or with another, is refused before anything runs. Seals what is still plain.
 * @throws Fault `secret_key_missing`, `secret_key_unreadable`
 */
export async function openVault(
  client: ClientBase,
  source: KeySource,
  secretNames: SecretNames,
): Promise<Vault> {
  await client.query(TURN);
  try {
    let keys = openKeys(source);
    await refuseMissing(client, keys, source);
    if (keys.newest() === undefined) {
      await addKey(source.dataDir);
      keys = openKeys(source);
      await refuseMissing(client, keys, source);
    }
    await client.query(
      "INSERT INTO secret_key (version, since) VALUES ($1, now()) ON CONFLICT (version) DO NOTHING",
      [keys.newest()?.version],
    );
    const vault = createVault(keys, secretNames);
    await rewrap(client, sealsPlainOnly(vault));
    return vault;
  } finally {
    await client.query(TURN_OVER);
  }
}

/** At a start: another node may not have the newest key yet, so what another key opens stays as it is. */
const sealsPlainOnly = (vault: Vault): Vault => ({
  ...vault,
  seal(row, config) {
    const sealed = vault.seal(row, config);
    return Object.fromEntries(
      Object.entries(sealed).map(([name, value]) => [
        name,
        typeof config[name] === "object" ? config[name] : value,
      ]),
    );
  },
});

export type Rekeyed = {
  readonly rows: number;
  readonly changed: number;
  readonly broken: number;
  /** What may be taken away now: keys that open nothing here any more. */
  readonly unused: number;
};

export type RekeyOrder = {
  /** By a key that is made for it, in the key file. */
  readonly fresh?: boolean;
  /** The key of some secrets is lost: they are forgotten, for a person to enter them anew. */
  readonly forget?: boolean;
};

/**
 * Seals everything by the newest key, while servers run.
 * @throws Fault `secret_key_missing`, `secret_key_unreadable`, `secret_key_elsewhere`
 */
export async function rekey(
  client: ClientBase,
  source: KeySource,
  secretNames: SecretNames,
  { fresh = false, forget = false }: RekeyOrder = {},
): Promise<Rekeyed> {
  await client.query(TURN);
  try {
    const before = openKeys(source);
    if (!forget) await refuseMissing(client, before, source);
    if (fresh && source.secretKeys.length > 0) throw elsewhere();
    if (fresh || (forget && before.newest() === undefined)) await addKey(source.dataDir);
    const keys = openKeys(source);
    const newest = keys.newest();
    if (newest === undefined) throw missing("none", source);
    await client.query(
      "INSERT INTO secret_key (version, since) VALUES ($1, now()) ON CONFLICT (version) DO NOTHING",
      [newest.version],
    );
    const vault = createVault(keys, secretNames);
    const done = await rewrap(client, forget ? forgetting(vault) : vault);
    const { rowCount } =
      done.broken === 0
        ? await client.query("DELETE FROM secret_key WHERE version <> $1", [newest.version])
        : { rowCount: 0 };
    return { ...done, unused: rowCount ?? 0 };
  } finally {
    await client.query(TURN_OVER);
  }
}

/** Leaves out what no key opens. */
const forgetting = (vault: Vault): Vault => ({
  ...vault,
  seal(row, config) {
    const { broken } = vault.open(row, config);
    return vault.seal(
      row,
      Object.fromEntries(Object.entries(config).filter(([name]) => !broken.includes(name))),
    );
  },
});

async function refuseMissing(client: ClientBase, keys: Keys, source: KeySource): Promise<void> {
  const { rows } = await client.query<{ version: string }>(USED);
  const lost = rows.find(({ version }) => keys.of(version) === undefined);
  if (lost !== undefined) throw missing(lost.version, source);
}

const missing = (version: string, { dataDir }: KeySource): Fault =>
  new Fault(
    "secret_key_missing",
    `The secrets in this database are sealed with the key ${version}, which is not here. Put it back into ${keyFile(dataDir)}, or set SECRET_KEY (or SECRET_KEY_PREVIOUS) to it. Where it is lost: npm run rekey -- --forget, and enter the secrets anew.`,
    { version },
  );

const elsewhere = (): Fault =>
  new Fault(
    "secret_key_elsewhere",
    "This server's key comes from SECRET_KEY: set a new one there and the old one as SECRET_KEY_PREVIOUS, start the servers anew, then repeat this without --fresh.",
  );
