import { digest } from "../digest.ts";
import type { Body } from "./exchange.ts";

/** One file as `multipart/form-data`, read as it leaves. The names are ours, so nothing in them has to be escaped. */
export function multipartFile(part: {
  readonly field: string;
  readonly filename: string;
  readonly type: string;
  readonly bytes: number;
  /** Of its bytes, in hex. */
  readonly sha256: string;
  readonly read: () => AsyncIterable<Uint8Array>;
}): { readonly contentType: string; readonly body: Exclude<Body, Uint8Array> } {
  const { field, filename, type, bytes, sha256, read } = part;
  // Nothing holds what follows from its own hash.
  const boundary = digest(sha256);
  const head = Buffer.from(
    [
      `--${boundary}`,
      `Content-Disposition: form-data; name="${field}"; filename="${filename}"`,
      `Content-Type: ${type}`,
      "",
      "",
    ].join("\r\n"),
  );
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    body: {
      length: head.length + bytes + tail.length,
      async *read() {
        yield head;
        yield* read();
        yield tail;
      },
    },
  };
}
