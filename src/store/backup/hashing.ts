import { createHash } from "node:crypto";
import { Transform } from "node:stream";

/** Passes everything on; `sha256` of it in hex, once it is through. */
export function createHashing(): { readonly stream: Transform; readonly sha256: () => string } {
  const hash = createHash("sha256");
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  return { stream, sha256: () => hash.digest("hex") };
}
