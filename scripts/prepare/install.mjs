import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { longStep } from "./long-step.mjs";
import { runCommand } from "./run-command.mjs";
import { StepFailure } from "./step-failure.mjs";

/** What this module reads of a lock file of npm. @typedef {{ version?: string, integrity?: string, optional?: boolean }} Entry */

/**
 * Whether node_modules holds what package-lock.json asks for: a stamp of ours
 * says so, or npm's own record does (somebody ran `npm install`).
 * @param {string} root
 */
export async function isInstalled(root) {
  const lock = await readFile(join(root, "package-lock.json"), "utf8");
  const stamp = await readFile(stampPath(root), "utf8").catch(() => "");
  if (stamp === hash(lock)) return true;

  const record = await readFile(join(root, "node_modules/.package-lock.json"), "utf8").catch(() => undefined);
  if (record === undefined || !agrees(entries(lock), entries(record))) return false;
  await writeFile(stampPath(root), hash(lock));
  return true;
}

/**
 * Whether this is a bundle (`npm run bundle`): everything is there, and nothing to build it with. Not any more where
 * another version was put over it.
 * @param {string} root
 * @throws StepFailure where it was made for another kind of machine
 */
export async function isBundle(root) {
  const text = await readFile(join(root, "dist/bundle.json"), "utf8").catch(() => undefined);
  if (text === undefined) return false;
  const { platform, lock } = JSON.parse(text);
  if (lock !== hash(await readFile(join(root, "package-lock.json"), "utf8"))) return false;
  const here = `${process.platform}-${process.arch}`;
  if (platform === here) return true;
  throw new StepFailure(
    `This bundle is for ${platform}, and this machine is ${here}. Take one that was made on such a machine by "npm run bundle".`,
  );
}

/**
 * Installs exactly what the lock file says, with what building and testing need.
 * @param {string} root
 */
export async function install(root) {
  const args = ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];
  // npm names itself to the scripts it runs; by hand it is found on the PATH.
  const npm = process.env["npm_execpath"];
  const { code, tail } = await longStep("Installing packages", () =>
    npm?.endsWith("js") ? runCommand(process.execPath, [npm, ...args], root) : runCommand("npm", args, root),
  ).catch((/** @type {Error} */ error) => ({ code: 1, tail: error.message }));
  if (code !== 0) {
    throw new StepFailure(
      `Installing packages failed; "npm ci" must succeed first (is the npm registry reachable?). Its last words:\n${tail}`,
    );
  }
  await writeFile(stampPath(root), hash(await readFile(join(root, "package-lock.json"), "utf8")));
}

/**
 * Optional packages of other platforms are in the lock file and never installed.
 * @param {Record<string, Entry>} wanted
 * @param {Record<string, Entry>} installed
 */
function agrees(wanted, installed) {
  return Object.entries(wanted).every(([path, entry]) => {
    if (!path.startsWith("node_modules/")) return true;
    const found = installed[path];
    if (found === undefined) return entry.optional === true;
    return found.version === entry.version && found.integrity === entry.integrity;
  });
}

/** @param {string} lock @returns {Record<string, Entry>} */
function entries(lock) {
  return JSON.parse(lock).packages ?? {};
}

/** @param {string} text */
function hash(text) {
  return createHash("sha256").update(text).digest("hex");
}

/** @param {string} root */
function stampPath(root) {
  return join(root, "node_modules/.seatbridge-installed");
}
