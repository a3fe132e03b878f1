import type { IncomingMessage } from "node:http";

import { Fault } from "../core/kernel/fault.ts";
import { SECOND } from "../core/kernel/instant.ts";

/** What any platform may send in one call; adapters know their own, smaller limits. */
export const BODY_BYTES_MAX = 1024 * 1024;

/** What is read whole has to be here by then; only uploads may take the server's longer time. */
const BODY_MS_MAX = 10 * SECOND;
const LATE = "HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n";

/**
 * The bytes as they came, or undefined where there are too many. What else comes is thrown away until the request's
 * time is over: a connection that is closed over unread bytes is reset, and the sender would not read why.
 */
export function readBody(request: IncomingMessage, bytesMax: number): Promise<Uint8Array | undefined> {
  endLate(request);
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

function endLate(request: IncomingMessage): void {
  const late = setTimeout(() => request.socket.end(LATE, () => request.destroy()), BODY_MS_MAX);
  const inTime = (): void => clearTimeout(late);
  request.once("end", inTime).once("close", inTime);
}

/**
 * Gives the bytes on as they come. What is not taken of them is thrown away, as above.
 * @throws Fault `body_malformed` where they were cut off, and what `take` throws
 */
export async function takeBody<Taken>(
  request: IncomingMessage,
  take: (bytes: AsyncIterable<Uint8Array>) => Promise<Taken>,
): Promise<Taken> {
  const bytes = whole(request);
  try {
    return await take(bytes);
  } finally {
    await bytes.return(undefined);
    request.resume();
  }
}

async function* whole(request: IncomingMessage): AsyncGenerator<Uint8Array> {
  try {
    yield* request.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>;
  } catch {
    throw new Fault("body_malformed", "The body did not come whole.");
  }
}
