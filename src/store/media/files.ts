import { createHash, randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import { type FileHandle, mkdir, open, rename, stat, unlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Readable } from "node:stream";

import { peek } from "../../core/media/peek.ts";
import { SNIFFED_BYTES } from "../../core/media/sniff.ts";
import type { Take } from "../../core/media/taking.ts";

/** Bytes by their SHA-256: the same picture lies there once, and what is read is what was written. */
export type MediaFiles = {
  /** Resolves when they are safe on the disk. */
  readonly take: Take;
  /** Undefined where there are none. */
  readonly bytesOf: (sha256: string) => Promise<number | undefined>;
  /** Of what is there, from one byte to another, both included. */
  readonly stream: (sha256: string, first: number, last: number) => Readable;
  /** Forgets bytes that nobody names any more; those that somebody has brought anew within the hour stay. */
  readonly drop: (sha256: string) => Promise<void>;
};

/** An upload's bytes are there before its row is. */
const BROUGHT_MS = 3_600_000;
const SHA256 = /^[0-9a-f]{64}$/;

/** A folder of this machine. Several nodes need one that they share. */
export function mediaFiles(folder: string): MediaFiles {
  const pathOf = (sha256: string): string => {
    if (!SHA256.test(sha256)) throw new Error("not a SHA-256 in hex");
    return join(folder, sha256.slice(0, 2), sha256.slice(2));
  };
  return {
    async take(bytes, judge) {
      const { head, all } = await peek(bytes, SNIFFED_BYTES);
      const judged = judge(head);
      if (judged === undefined) return { kind: "unfit" };
      const { type, bytesMax } = judged;
      await mkdir(folder, { recursive: true });
      // Under another name until it is whole, so that a crash leaves no half of it.
      const draft = join(folder, `draft.${randomBytes(6).toString("hex")}`);
      try {
        const written = await writeDraft(draft, all, bytesMax);
        if (written === undefined) return { kind: "too_large", bytesMax };
        const path = pathOf(written.sha256);
        await mkdir(dirname(path), { recursive: true });
        await rename(draft, path);
        return { kind: "kept", kept: { type, ...written } };
      } finally {
        await unlink(draft).catch(absent);
      }
    },
    bytesOf: (sha256) => stat(pathOf(sha256)).then(({ size }) => size, absent),
    stream: (sha256, start, end) => createReadStream(pathOf(sha256), { start, end }),
    async drop(sha256) {
      // Under another name first: an upload of the same bytes, whose row comes later, puts its own file in this place.
      const [path, dropped] = [pathOf(sha256), join(folder, `draft.${randomBytes(6).toString("hex")}`)];
      const written = await rename(path, dropped).then(() => stat(dropped), absent);
      if (written === undefined) return;
      if (Date.now() - written.mtimeMs < BROUGHT_MS) await rename(dropped, path);
      else await unlink(dropped);
    },
  };
}

/** Undefined where there are too many. */
async function writeDraft(
  path: string,
  source: AsyncIterable<Uint8Array>,
  bytesMax: number,
): Promise<{ readonly bytes: number; readonly sha256: string } | undefined> {
  const hash = createHash("sha256");
  const file: FileHandle = await open(path, "wx", 0o600);
  try {
    let bytes = 0;
    for await (const chunk of source) {
      bytes += chunk.length;
      if (bytes > bytesMax) return undefined;
      hash.update(chunk);
      await file.writeFile(chunk);
    }
    await file.sync();
    return { bytes, sha256: hash.digest("hex") };
  } finally {
    await file.close();
  }
}

/** By shape: an error of Node's own need not be an instance of this realm's Error. */
function absent(error: unknown): undefined {
  if ((error as { readonly code?: unknown }).code === "ENOENT") return undefined;
  throw error;
}
