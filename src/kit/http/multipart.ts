import { digest } from "../digest.ts";

/** One file as `multipart/form-data`. The names are ours, so nothing in them has to be escaped. */
export function multipartFile(part: {
  readonly field: string;
  readonly filename: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}): { readonly contentType: string; readonly body: Uint8Array } {
  const { field, filename, type, bytes } = part;
  // Nothing holds its own hash.
  const boundary = digest(bytes);
  const head = [
    `--${boundary}`,
    `Content-Disposition: form-data; name="${field}"; filename="${filename}"`,
    `Content-Type: ${type}`,
    "",
    "",
  ].join("\r\n");
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    body: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  };
}
