import { connect } from "node:net";

/** Only ever this machine: the bench must not be a weapon. */
const host = "127.0.0.1";
/** Longest response that is understood. */
const responseBytesMax = 65_536;

export type ResponseHandler = (response: {
  readonly status: number;
  readonly bytes: Buffer;
  readonly bodyStart: number;
  readonly bodyEnd: number;
}) => void;

export type HttpConnection = {
  /** One request at a time: the next one after the response. */
  send(request: Buffer): void;
  close(): void;
};

const headEnd = Buffer.from("\r\n\r\n");

/**
 * One HTTP/1.1 connection on a raw socket: a client library would cost more than the servers that are
 * measured. Understands responses with a content length, which is all that a webhook's answer needs.
 */
export function openConnection(
  port: number,
  on: { readonly response: ResponseHandler; readonly closed: (reason: string) => void },
): Promise<HttpConnection> {
  let partial: Buffer | undefined;
  let reason = "closed by the server";

  function read(length: number, buffer: Uint8Array): boolean {
    const chunk = Buffer.from(buffer.buffer, buffer.byteOffset, length);
    const bytes = partial === undefined ? chunk : Buffer.concat([partial, chunk]);
    partial = undefined;
    const head = parseHead(bytes);
    if (head === undefined || bytes.length < head.bodyEnd) {
      if (bytes.length > responseBytesMax) return fail("a response without end");
      // A copy: the next chunk overwrites the buffer.
      partial = Buffer.from(bytes);
      return true;
    }
    if (bytes.length > head.bodyEnd) return fail("bytes after the response");
    on.response({ ...head, bytes });
    return true;
  }

  function fail(why: string): false {
    reason = why;
    socket.destroy();
    return false;
  }

  const socket = connect({
    host,
    port,
    noDelay: true,
    onread: { buffer: Buffer.allocUnsafe(16_384), callback: read },
  });
  socket.on("error", (error) => (reason = error.message));

  return new Promise((resolve, reject) => {
    socket.once("connect", () => {
      socket.on("close", () => on.closed(reason));
      resolve({ send: (request) => void socket.write(request), close: () => socket.destroy() });
    });
    socket.once("error", reject);
  });
}

function parseHead(bytes: Buffer) {
  const end = bytes.indexOf(headEnd);
  if (end < 0) return undefined;
  const head = bytes.toString("latin1", 0, end);
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  // Without a length the body is empty, or chunked: neither is the right answer, and the check will say so.
  const bodyStart = end + headEnd.length;
  return { status: Number(head.slice(9, 12)), bodyStart, bodyEnd: bodyStart + Number(length ?? 0) };
}
