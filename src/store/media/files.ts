import { createHash, randomBytes } from "node:crypto";
import { mkdir, open, readFile, rename, stat, unlink } from "node:fs/promises";
import { dirname, join } from "node:path";

/** Bytes by their SHA-256: the same picture lies there once, and what is read is what was written. */
export type MediaFiles = {
  /** Resolves when they are safe on the disk; with their SHA-256 in hex. */
  readonly put: (bytes: Uint8Array) => Promise<string>;
  readonly get: (sha256: string) => Promise<Uint8Array | undefined>;
};

const SHA256 = /^[0-9a-f]{64}$/;

/** A folder of this machine. Several nodes need one that they share. */
export function mediaFiles(folder: string): MediaFiles {
  const pathOf = (sha256: string): string => {
    if (!SHA256.test(sha256)) throw new Error("not a SHA-256 in hex");
    return join(folder, sha256.slice(0, 2), sha256.slice(2));
  };
  return {
    async put(bytes) {
      const sha256 = createHash("sha256").update(bytes).digest("hex");
      const path = pathOf(sha256);
      if (await exists(path)) return sha256;
      await mkdir(dirname(path), { recursive: true });
      // Under another name until it is whole, so that a crash leaves no half of it.
      const draft = `${path}.${randomBytes(6).toString("hex")}`;
      const file = await open(draft, "wx", 0o600);
      try {
        await file.writeFile(bytes);
        await file.sync();
      } catch (error) {
        await unlink(draft).catch(() => undefined);
        throw error;
      } finally {
        await file.close();
      }
      await rename(draft, path);
      return sha256;
    },
    get: (sha256) => readFile(pathOf(sha256)).catch(absent),
  };
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    (error: unknown) => absent(error) ?? false,
  );

/** By shape: an error of Node's own need not be an instance of this realm's Error. */
function absent(error: unknown): undefined {
  if ((error as { readonly code?: unknown }).code === "ENOENT") return undefined;
  throw error;
}
