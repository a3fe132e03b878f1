import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { alone } from "./alone.mjs";
import { build, buildQuickly, staleSources } from "./build.mjs";
import { buildConsole, staleConsole } from "./console.mjs";
import { install, isBundle, isInstalled } from "./install.mjs";
import { StepFailure } from "./step-failure.mjs";

/** The top of the checkout. */
export const root = fileURLToPath(new URL("../../", import.meta.url));

/**
 * Makes the checkout ready to run: packages as in the lock file, dist/ and
 * console/dist/ as in the sources. Some ten milliseconds when nothing has changed.
 * @param {{ tolerant?: boolean, withConsole?: boolean }} [options] `tolerant`: quickly, types are not looked at
 */
export async function prepare({ tolerant = false, withConsole = true } = {}) {
  if ((await isBundle(root)) || (await isReady(withConsole))) return;
  await alone(join(root, "dist/.lock"), async () => {
    // Another process may have done it while this one waited.
    if (!(await isInstalled(root))) await install(root);
    const sources = await staleSources(root);
    if (sources !== undefined) await (tolerant ? buildQuickly : build)(root, sources);
    const page = withConsole ? await staleConsole(root) : undefined;
    if (page !== undefined) await buildConsole(root, page, { tolerant });
  }).catch(explainUnwritable);
}

/** @param {boolean} withConsole */
async function isReady(withConsole) {
  const [installed, sources, page] = await Promise.all([
    isInstalled(root),
    staleSources(root),
    withConsole ? staleConsole(root) : undefined,
  ]);
  return installed && sources === undefined && page === undefined;
}

/**
 * Imports a built module.
 * @param {string} path within dist/, e.g. "src/main.js"
 */
export async function importBuilt(path) {
  return import(new URL(`../../dist/${path}`, import.meta.url).href);
}

/** @param {NodeJS.ErrnoException} error @returns {never} */
function explainUnwritable(error) {
  if (!["EACCES", "EPERM", "EROFS"].includes(error.code ?? "")) throw error;
  throw new StepFailure(
    `Cannot write ${error.path ?? root}; make the folder writable for this user, or run from a copy of your own.`,
  );
}
