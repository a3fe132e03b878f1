import { execFile, spawn } from "node:child_process";
import { access, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

import { type Bundle, makeBundle } from "../../scripts/bundling/bundle.ts";
import { root } from "../ground/lint.ts";
import { readLines } from "../support/lines.ts";

const READY_MS_MAX = 120_000;
const platform = `${process.platform}-${process.arch}`;
let folder: string;
let bundle: Bundle;
let unpacked: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "seatbridge-bundle-"));
  bundle = await makeBundle({ root, folder, version: "9.0.0", platform, onBytes: () => undefined });
  await promisify(execFile)("tar", ["xzf", bundle.file, "-C", folder]);
  unpacked = join(folder, "seatbridge-9.0.0");
}, 240_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

/** `npm start` as whoever unpacked it, where no registry answers. */
function start() {
  const child = spawn("npm", ["start"], {
    cwd: unpacked,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      PATH: process.env["PATH"],
      TMPDIR: tmpdir(),
      HOME: folder,
      PORT: "0",
      npm_config_registry: "http://127.0.0.1:1/",
    },
  });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  return { child, ended, said: () => said, log: readLines(child.stdout) };
}

describe("a bundle", () => {
  it("is one archive, with the SHA-256 that its name says", async () => {
    const sha256 = createHash("sha256")
      .update(await readFile(bundle.file))
      .digest("hex");
    expect(sha256).toBe(bundle.sha256);
    expect(bundle.file).toBe(join(folder, `seatbridge-9.0.0-${platform}.tar.gz`));
    expect(await readFile(`${bundle.file}.sha256`, "utf8")).toBe(
      `${sha256}  seatbridge-9.0.0-${platform}.tar.gz\n`,
    );
  });

  it("starts where there is no registry and no compiler, with a database of its own", async () => {
    await expect(access(join(unpacked, "node_modules/typescript"))).rejects.toMatchObject({ code: "ENOENT" });
    const { child, ended, said, log } = start();
    try {
      const ready = await log.until(({ msg }) => msg === "ready", READY_MS_MAX);
      expect({ ready: ready?.["msg"], said: said() }).toEqual({ ready: "ready", said: "" });
      const health = await fetch(`${String(ready?.["address"])}/health`);
      expect([health.status, await health.json()]).toEqual([200, expect.objectContaining({ ok: true })]);
      expect((await fetch(`${String(ready?.["address"])}/desk`)).status).toBe(200);
    } finally {
      child.kill("SIGTERM");
    }
    expect(await ended).toBe(0);
  }, 180_000);

  it("says so on another kind of machine", async () => {
    const marker = join(unpacked, "dist/bundle.json");
    const text = await readFile(marker, "utf8");
    await writeFile(marker, text.replace(platform, "plan9-mips"));
    const { ended, said } = start();
    expect(await ended).not.toBe(0);
    expect(said()).toContain(`This bundle is for plan9-mips, and this machine is ${platform}.`);
    await writeFile(marker, text);
  }, 60_000);

  it("is none any more where another version was put over it", async () => {
    const { isBundle } = await import("../../scripts/prepare/install.mjs");
    expect(await isBundle(unpacked)).toBe(true);
    expect(await isBundle(root)).toBe(false);
    await writeFile(join(unpacked, "package-lock.json"), "{}");
    expect(await isBundle(unpacked)).toBe(false);
  });
});
