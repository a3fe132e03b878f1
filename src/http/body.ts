import type { IncomingMessage } from "node:http";

/** What any platform may send in one call; adapters know their own, smaller limits. */
export const BODY_BYTES_MAX = 1024 * 1024;

/**
 * The bytes as they came, or undefined where there are too many. What else comes is thrown away until the request's
 * time is over: a connection that is closed over unread bytes is reset, and the sender would not read why.
 */
export function readBody(request: IncomingMessage, bytesMax: number): Promise<Uint8Array | undefined> {
  if (Number(request.headers["content-length"] ?? 0) > bytesMax) {
    request.resume();
    return Promise.resolve(undefined);
  }
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    let bytes = 0;
    request.on("data", (chunk: Uint8Array) => {
      bytes += chunk.length;
      if (bytes > bytesMax) {
        chunks.length = 0;
        resolve(undefined);
      } else {
        chunks.push(chunk);
      }
    });
    request.once("end", () => resolve(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)));
    request.once("error", reject);
    request.once("close", () => {
      if (!request.complete) reject(new Error("the request was cut off"));
    });
  });
}
