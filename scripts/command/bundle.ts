import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { readVersion } from "../../src/version.ts";
import { command } from "../backing-up/command.ts";
import { makeBundle } from "../bundling/bundle.ts";

const USAGE = `npm run bundle [-- FOLDER]

Makes seatbridge-<version>-<platform>.tar.gz, and its SHA-256 beside it, in the folder or here: everything that a machine
of this platform needs but Node, PostgreSQL included. There: unpack it, npm start; no network is needed.`;

const MEGABYTE = 1_048_576;

export async function run(args: readonly string[]): Promise<number> {
  const [folder = "."] = args;
  if (args.length > 1 || folder.startsWith("-")) {
    console.log(USAGE);
    return folder === "--help" ? 0 : 1;
  }
  return command(async () => {
    const line = (text: string): void =>
      void (process.stderr.isTTY && process.stderr.write(`\r\u001b[K${text}`));
    line("Gathering …");
    const { file, bytes, sha256, packages } = await makeBundle({
      root: root(),
      folder: resolve(folder),
      version: readVersion(),
      platform: `${process.platform}-${process.arch}`,
      onBytes: (done) => line(`Packing … ${Math.round(done / MEGABYTE)} MB`),
    });
    line("");
    console.log(`${file}: ${Math.round(bytes / MEGABYTE)} MB, with ${packages} packages.`);
    console.log(`SHA-256 ${sha256}; where it arrives: sha256sum --check *.sha256`);
  });
}

/** The folder of package.json: this file is in scripts/command or dist/scripts/command. */
const root = (): string =>
  fileURLToPath(new URL(".", import.meta.url)).replace(/(\/dist)?\/scripts\/command\/$/, "");
