import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Where the platform's memory outlives its process. */
export type Store = {
  readonly load: () => Promise<string | undefined>;
  readonly save: (text: string) => Promise<void>;
  readonly loadMedium: (id: string) => Promise<Uint8Array | undefined>;
  readonly saveMedium: (id: string, bytes: Uint8Array) => Promise<void>;
  /** Forgets all media but these. */
  readonly keepMedia: (ids: ReadonlySet<string>) => Promise<void>;
};

export function memoryStore(): Store {
  let state: string | undefined;
  const media = new Map<string, Uint8Array>();
  return {
    load: () => Promise.resolve(state),
    save: (text) => Promise.resolve(void (state = text)),
    loadMedium: (id) => Promise.resolve(media.get(id)),
    saveMedium: (id, bytes) => Promise.resolve(void media.set(id, bytes)),
    keepMedia(ids) {
      for (const id of media.keys()) if (!ids.has(id)) media.delete(id);
      return Promise.resolve();
    },
  };
}

/** `emulator.json` in the folder, replaced as a whole, and the media beside it. Readable by the owner alone. */
export function fileStore(folder: string): Store {
  const file = join(folder, "emulator.json");
  const media = join(folder, "emulator-media");
  const mode = 0o600;
  return {
    load: () => readFile(file, "utf8").catch(absent),
    async save(text) {
      await mkdir(folder, { recursive: true });
      await writeFile(`${file}.next`, text, { mode });
      await rename(`${file}.next`, file);
    },
    loadMedium: (id) => readFile(join(media, id)).catch(absent),
    async saveMedium(id, bytes) {
      await mkdir(media, { recursive: true });
      await writeFile(join(media, id), bytes, { mode });
    },
    async keepMedia(ids) {
      const names = (await readdir(media).catch(absent)) ?? [];
      await Promise.all(names.filter((id) => !ids.has(id)).map((id) => rm(join(media, id), { force: true })));
    },
  };
}

function absent(error: unknown): undefined {
  if ((error as { code?: unknown }).code !== "ENOENT") throw error;
}
