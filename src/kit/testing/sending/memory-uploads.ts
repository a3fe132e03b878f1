import type { Upload, UploadStore } from "../../../core/channel/upload.ts";

/** A store of uploads for tests, as several nodes would share it. */
export function memoryUploads(): UploadStore {
  const kept = new Map<string, { readonly id: string; readonly until: number }>();
  const keyOf = ({ sha256, as }: Upload): string => `${as} ${sha256}`;
  return {
    async find(upload, at) {
      const known = kept.get(keyOf(upload));
      return known !== undefined && known.until > at ? known.id : undefined;
    },
    async keep(upload, id, until) {
      kept.set(keyOf(upload), { id, until });
    },
    async forget(upload, id) {
      if (kept.get(keyOf(upload))?.id === id) kept.delete(keyOf(upload));
    },
  };
}
