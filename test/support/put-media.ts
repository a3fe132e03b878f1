import { Readable } from "node:stream";

import { judgeUpload } from "../../src/core/media/taking.ts";
import { mediaFiles } from "../../src/store/media/files.ts";

/** Puts bytes into the media store in that folder; their SHA-256. */
export async function putMedia(folder: string, bytes: Buffer): Promise<string> {
  const taken = await mediaFiles(folder).take(Readable.from([bytes]), judgeUpload);
  if (taken.kind !== "kept") throw new Error(`Nothing that is kept: ${taken.kind}.`);
  return taken.kept.sha256;
}
