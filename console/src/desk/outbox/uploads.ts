import { shallowRef } from "vue";

import { upload } from "../../api/upload.ts";

type Part = "file" | "cover";

/** How much of what is being uploaded has left, from 0 to 1, by the key of what is said with it. */
const progress = shallowRef<ReadonlyMap<string, number>>(new Map());
const running = new Map<string, AbortController>();
/** Ids of what the server has: said again, it is not uploaded again. */
const uploaded = new Map<string, string>();

/** Undefined while nothing of it is being uploaded. */
export const progressOf = (key: string): number | undefined => progress.value.get(key);

export const cancelUpload = (key: string): void => running.get(key)?.abort();

export const isCancelled = (error: unknown): boolean =>
  error instanceof DOMException && error.name === "AbortError";

/** @throws as `upload` */
export async function uploadOnce(key: string, part: Part, file: Blob): Promise<string> {
  const name = `${key}-${part}`;
  const known = uploaded.get(name);
  if (known !== undefined) return known;
  const stop = new AbortController();
  running.set(key, stop);
  tell(key, 0);
  try {
    // A cover is nothing against its film, and its progress would only make the bar go back.
    const onProgress = (done: number): void => (part === "file" ? tell(key, done) : undefined);
    const { id } = await upload(file, { key: name, onProgress, signal: stop.signal });
    uploaded.set(name, id);
    return id;
  } finally {
    running.delete(key);
    tell(key, undefined);
  }
}

/** It is said, or given up. */
export function forgetUploads(key: string): void {
  cancelUpload(key);
  for (const part of ["file", "cover"] satisfies Part[]) uploaded.delete(`${key}-${part}`);
}

function tell(key: string, done: number | undefined): void {
  const next = new Map(progress.value);
  if (done === undefined) next.delete(key);
  else next.set(key, done);
  progress.value = next;
}
