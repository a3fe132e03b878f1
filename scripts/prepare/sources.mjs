import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";

/** Every source with its time and size: a changed, new or removed one makes what was built stale. @typedef {Record<string, string>} Sources */

/**
 * @param {string} root
 * @param {readonly string[]} folders read to the bottom
 * @param {readonly string[]} files beside them
 * @param {(name: string) => boolean} isSource whether a file of the folders counts
 * @returns {Promise<Sources>}
 */
export async function readSources(root, folders, files, isSource) {
  const listed = await Promise.all(folders.map((folder) => listFolder(root, folder)));
  const paths = [...files, ...listed.flat().filter(isSource)].sort();
  const states = await Promise.all(
    paths.map(async (path) => {
      const found = await stat(join(root, path)).catch(() => undefined);
      return [path, found === undefined ? "missing" : `${found.mtimeMs}:${found.size}`];
    }),
  );
  return Object.fromEntries(states);
}

/**
 * The sources that a build was made of, as it left them.
 * @param {string} path of the stamp
 * @returns {Promise<Sources | undefined>}
 */
export async function readStamp(path) {
  const text = await readFile(path, "utf8").catch(() => undefined);
  return text === undefined ? undefined : JSON.parse(text);
}

/**
 * The sources when the stamp does not fit them, `undefined` when it does.
 * @param {Sources} now
 * @param {string} stamp
 */
export async function unlessBuilt(now, stamp) {
  return JSON.stringify(now) === JSON.stringify(await readStamp(stamp)) ? undefined : now;
}

/** @param {string} root @param {string} folder */
async function listFolder(root, folder) {
  const names = await readdir(join(root, folder), { recursive: true }).catch(() => []);
  return names.map((name) => join(folder, name));
}
