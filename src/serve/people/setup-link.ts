import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import type { Perform } from "../../action/action.ts";
import { inviteFirstAdmin } from "../../action/link/invite-first-admin.ts";
import { SYSTEM } from "../../core/access/actor.ts";
import { unwritable } from "../../store/embedded/data-folder.ts";

const FILE = "setup-link.txt";

/** A secret, and the file in which it stands. */
export type SetupLink = { readonly url: string; readonly file: string };

/**
 * While nobody can administer, each start makes a new one-time link for the first who will, good for a day; the one
 * before is dead. Written for the operator alone, into the data folder, and returned; undefined: somebody can.
 * @throws Fault `database_folder_unwritable`
 */
export async function writeSetupLink(options: {
  readonly perform: Perform;
  /** Where people open the console. */
  readonly base: string;
  readonly dataDir: string;
}): Promise<SetupLink | undefined> {
  const { perform, base, dataDir } = options;
  const made = await perform(inviteFirstAdmin, {}, SYSTEM);
  const url = made === null ? undefined : new URL(`/setup#token=${made.token}`, base).href;
  const file = join(dataDir, FILE);
  try {
    // Made anew: a file that is there keeps its mode, whatever that is.
    await rm(file, { force: true });
    if (url === undefined) return undefined;
    await mkdir(dataDir, { recursive: true });
    await writeFile(file, `${url}\n`, { mode: 0o600 });
    return { url, file };
  } catch (error) {
    throw unwritable(dataDir, error as Error);
  }
}
