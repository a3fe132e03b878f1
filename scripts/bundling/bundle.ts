import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { access, cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";

import { Fault } from "../../src/core/kernel/fault.ts";
import { createHashing } from "../../src/store/backup/hashing.ts";

/** What a house needs to run, to read and to be upgraded: no tests, nothing that only builds. */
const PARTS = `
  adapters bench docker docs emulator migrations scripts src dist
  console/src console/dist console/pictures console/package.json
  package.json package-lock.json .npmrc ormconfig.ts tsconfig.json tsconfig.build.json
  README.md ARCHITECTURE.md CHANGELOG.md`
  .trim()
  .split(/\s+/);
/** Of this checkout alone: locks, what the compiler remembers, and passwords. */
const LEFT_OUT = /(?:^|\/)(?:\.lock|\.console-lock|\.tsbuildinfo|\.env)$/;

export type Bundle = {
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly packages: number;
};

/**
 * Packs the checkout at `root`, built and installed, into one archive for machines of this platform without a network,
 * with its SHA-256 beside it as `sha256sum --check` reads it.
 * @param platform as `linux-x64`
 * @param onBytes how many the archive has by now
 * @throws Fault `bundle_tar_failed`
 */
export async function makeBundle(options: {
  readonly root: string;
  readonly folder: string;
  readonly version: string;
  readonly platform: string;
  readonly onBytes: (bytes: number) => void;
}): Promise<Bundle> {
  const { root, folder, version, platform, onBytes } = options;
  await mkdir(folder, { recursive: true });
  const draft = await mkdtemp(join(folder, ".bundle-"));
  try {
    const name = `seatbridge-${version}`;
    const packages = await gather(root, join(draft, name), platform);
    const file = join(folder, `${name}-${platform}.tar.gz`);
    const packed = join(draft, "packed");
    const { bytes, sha256 } = await pack(draft, name, packed, onBytes);
    await rename(packed, file);
    await writeFile(`${file}.sha256`, `${sha256}  ${basename(file)}\n`);
    return { file, bytes, sha256, packages };
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** How many packages it took along. */
async function gather(root: string, to: string, platform: string): Promise<number> {
  for (const part of PARTS) {
    await cp(join(root, part), join(to, part), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (path) => !LEFT_OUT.test(path),
    });
  }
  const lock = await readFile(join(root, "package-lock.json"), "utf8");
  const paths = await packagesToRun(root, lock);
  for (const path of paths) {
    const own = join(root, path);
    await cp(own, join(to, path), {
      recursive: true,
      verbatimSymlinks: true,
      // Packages inside a package are in the list themselves.
      filter: (inside) => !inside.slice(own.length).startsWith("/node_modules"),
    });
  }
  // By this `npm start` knows that there is nothing to install and nothing to build.
  const marker = { platform, lock: createHash("sha256").update(lock).digest("hex") };
  await writeFile(join(to, "dist/bundle.json"), `${JSON.stringify(marker)}\n`);
  return paths.length;
}

type Locked = { readonly dev?: boolean; readonly link?: boolean; readonly optional?: boolean };

/** As the lock file has them; optional ones of other platforms are not there. */
async function packagesToRun(root: string, lock: string): Promise<readonly string[]> {
  const { packages } = JSON.parse(lock) as { readonly packages: Readonly<Record<string, Locked>> };
  const wanted = Object.entries(packages).filter(
    ([path, { dev, link }]) => path.startsWith("node_modules/") && dev !== true && link !== true,
  );
  const found = await Promise.all(
    wanted.map(async ([path, { optional }]) => optional !== true || (await isThere(join(root, path)))),
  );
  return wanted.filter((_, index) => found[index]).map(([path]) => path);
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

async function pack(
  folder: string,
  name: string,
  file: string,
  onBytes: (bytes: number) => void,
): Promise<{ readonly bytes: number; readonly sha256: string }> {
  // Whoever unpacks it owns it, and PostgreSQL, which is somebody else where that is root, may read it.
  const owned = ["--owner=0", "--group=0", "--numeric-owner", "--mode=u+rwX,go=rX", "--sort=name"];
  const tar = spawn("tar", ["--create", "--file=-", ...owned, `--directory=${folder}`, name], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  tar.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const code = new Promise<number | string | null>((resolve) => {
    tar.once("error", (error) => resolve(error.message));
    tar.once("close", resolve);
  });
  const hashing = createHashing();
  const out = createWriteStream(file);
  hashing.stream.on("data", () => onBytes(out.bytesWritten));
  await pipeline(tar.stdout, createGzip(), hashing.stream, out);
  const ended = await code;
  if (ended !== 0) {
    throw new Fault("bundle_tar_failed", `The archive could not be made: tar ended with ${ended}. ${said}`);
  }
  return { bytes: out.bytesWritten, sha256: hashing.sha256() };
}
