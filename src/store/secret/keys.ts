import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { link, mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { Fault } from "../../core/kernel/fault.ts";
import { unwritable } from "../embedded/data-folder.ts";
import { type Key, KEY_BYTES, keyOf } from "./seal.ts";

/** The keys of this process. The newest seals; all open. */
export type Keys = {
  readonly newest: () => Key | undefined;
  /** Looks into the key file again where it is not known: a new key may have been put there meanwhile. */
  readonly of: (version: string) => Key | undefined;
};

export type KeySource = {
  readonly dataDir: string;
  /** From the environment, the newest first. */
  readonly secretKeys: readonly Buffer[];
};

const HEAD = "# The keys of this server's secrets, the newest first. Keep a copy apart from the backups.";
const LINE = /^[A-Za-z0-9+/]{43}=$/;

export const keyFile = (dataDir: string): string => join(dataDir, "secret.key");

/**
 * The keys of the environment, then those of `DATA_DIR/secret.key`. There may be none.
 * @throws Fault `secret_key_unreadable`
 */
export function openKeys({ dataDir, secretKeys }: KeySource): Keys {
  const given = secretKeys.map(keyOf);
  let keys = [...given, ...readKeyFile(dataDir)];
  return {
    newest: () => keys[0],
    of(version) {
      const find = (): Key | undefined => keys.find((key) => key.version === version);
      const known = find();
      if (known !== undefined) return known;
      keys = [...given, ...readKeyFile(dataDir)];
      return find();
    },
  };
}

function readKeyFile(dataDir: string): readonly Key[] {
  const path = keyFile(dataDir);
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // A folder that is none is told of by whoever writes to it.
    if (code === "ENOENT" || code === "ENOTDIR") return [];
    throw unreadable(path, `it cannot be read (${code})`);
  }
  const lines = text.split(/\r?\n/).filter((line) => line !== "" && !line.startsWith("#"));
  if (lines.length === 0 || lines.some((line) => !LINE.test(line))) {
    throw unreadable(path, `it does not hold one key of ${KEY_BYTES} bytes in base64 on each line`);
  }
  return lines.map((line) => keyOf(Buffer.from(line, "base64")));
}

const unreadable = (path: string, why: string): Fault =>
  new Fault(
    "secret_key_unreadable",
    `The key file ${path} is of no use: ${why}. Put the right one there, or set SECRET_KEY.`,
    { path },
  );

/**
 * Puts a new key before those that are there. Nodes that do it at once on one folder get the same file.
 * @throws Fault `database_folder_unwritable`
 */
export async function addKey(dataDir: string): Promise<void> {
  const path = keyFile(dataDir);
  const before = readKeyFile(dataDir);
  const keys = [randomBytes(KEY_BYTES), ...before.map(({ bytes }) => bytes)];
  const written = `${path}.${randomBytes(6).toString("hex")}`;
  try {
    await mkdir(dataDir, { recursive: true });
    const text = [HEAD, ...keys.map((bytes) => bytes.toString("base64")), ""].join("\n");
    await writeFile(written, text, { mode: 0o600, flag: "wx", flush: true });
    if (before.length > 0) await rename(written, path);
    else await link(written, path).catch(refuseAllBut("EEXIST"));
  } catch (error) {
    throw unwritable(dataDir, error as Error);
  } finally {
    await rm(written, { force: true });
  }
}

const refuseAllBut =
  (code: string) =>
  (error: NodeJS.ErrnoException): void => {
    if (error.code !== code) throw error;
  };
