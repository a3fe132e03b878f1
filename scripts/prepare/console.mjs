import { existsSync, renameSync } from "node:fs";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { promisify, stripVTControlCharacters } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { alone } from "./alone.mjs";
import { longStep } from "./long-step.mjs";
import { runCommand } from "./run-command.mjs";
import { readSources, unlessBuilt } from "./sources.mjs";
import { StepFailure } from "./step-failure.mjs";

const folders = ["console/src", "console/build", "console/public"];
const files = ["console/index.html", "console/vite.config.ts", "console/package.json", "package-lock.json"];
const compressible = new Set([".html", ".js", ".css", ".svg", ".json"]);
const CURRENT = "console/dist";
const NEXT = "console/dist.next";
const OLD = "console/dist.old";
const STAMP = ".sources.json";
/** Below this a header costs more than it saves. */
const compressedBytesMin = 512;

/**
 * The console's sources when console/dist does not fit them, `undefined` when it does (a few milliseconds).
 * @param {string} root
 */
export async function staleConsole(root) {
  return unlessBuilt(
    await readSources(root, folders, files, (name) => extname(name) !== ""),
    stampPath(root),
  );
}

/**
 * Builds console/dist, with a gzip and a brotli beside every file that shrinks: in a folder beside it, which takes its
 * place once it is whole, so that whoever reads meanwhile, or a build that fails, finds what was there before.
 * @param {string} root
 * @param {import("./sources.mjs").Sources} sources as they were before building
 * @param {{ tolerant: boolean }} options `tolerant`: what is broken is told in one line, what was built before stays
 */
export async function buildConsole(root, sources, { tolerant }) {
  await alone(join(root, "dist/.console-lock"), async () => {
    // Another process may have done it while this one waited.
    if ((await unlessBuilt(sources, stampPath(root))) === undefined) return;
    const { code, output, tail } = await longStep("Building the console", () => buildBeside(root));
    if (code === 0) {
      await writeFile(join(root, NEXT, STAMP), JSON.stringify(sources));
      return swap(root);
    }
    if (!tolerant) throw new StepFailure(`Building the console failed. Its last words:\n${tail}`);
    console.error(`The console does not build ("npm start" tells all): ${reasonOf(output)}`);
  });
}

/**
 * What is wrong, and where: the two lines below Vite's headlines.
 * @param {string} output
 */
function reasonOf(output) {
  const [, after = output] = output.split("error during build:");
  const lines = after.split("\n").map((line) => stripVTControlCharacters(line).trim());
  const telling = lines.filter((line) => line !== "" && !line.startsWith("Build failed"));
  return telling.slice(0, 2).join(" ");
}

/** @param {string} root */
async function buildBeside(root) {
  const vite = join(root, "node_modules/vite/bin/vite.js");
  const args = [
    vite,
    "build",
    "console",
    "--outDir",
    join(root, NEXT),
    "--emptyOutDir",
    "--logLevel",
    "warn",
  ];
  const built = await runCommand(process.execPath, args, root);
  if (built.code === 0) await compress(join(root, NEXT));
  return built;
}

/**
 * Both renames in one breath: in between there is no console, and a process that died there builds anew.
 * @param {string} root
 */
async function swap(root) {
  const current = join(root, CURRENT);
  const old = join(root, OLD);
  await rm(old, { recursive: true, force: true });
  if (existsSync(current)) renameSync(current, old);
  renameSync(join(root, NEXT), current);
  await rm(old, { recursive: true, force: true });
}

/** @param {string} folder */
async function compress(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() && compressible.has(extname(entry.name)))
    .map((entry) => join(entry.parentPath, entry.name));
  await Promise.all(paths.map(compressFile));
}

/** @param {string} path */
async function compressFile(path) {
  const content = await readFile(path);
  if (content.length < compressedBytesMin) return;
  const [zipped, brotlied] = await Promise.all([
    promisify(gzip)(content, { level: 9 }),
    promisify(brotliCompress)(content, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: content.length } }),
  ]);
  await Promise.all([writeFile(`${path}.gz`, zipped), writeFile(`${path}.br`, brotlied)]);
}

/** @param {string} root */
function stampPath(root) {
  return join(root, CURRENT, STAMP);
}
