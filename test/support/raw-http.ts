import { connect } from "node:net";

export type RawAnswer = {
  /** Of every response on the connection, in order; none where it was ended without a word. */
  readonly statuses: readonly number[];
  readonly text: string;
  /** False where the connection was still open when time was up. */
  readonly ended: boolean;
};

export type RawOptions = {
  /** Hangs up its own side after the last byte. */
  readonly hangUp?: boolean;
  /** Settles with the first whole head of a response instead of the connection's end. */
  readonly firstAnswer?: boolean;
  readonly waitMs?: number;
};

/** Sends bytes as they are, for what no HTTP client would send. */
export function sendRaw(url: string, bytes: string | Uint8Array, options: RawOptions = {}) {
  const { hangUp = false, firstAnswer = false, waitMs = 3_000 } = options;
  const { hostname, port } = new URL(url);
  return new Promise<RawAnswer>((resolve) => {
    const socket = connect(Number(port), hostname);
    let text = "";
    const settle = (ended: boolean): void => {
      clearTimeout(timer);
      socket.destroy();
      const statuses = [...text.matchAll(/HTTP\/1\.1 ([0-9]{3})/g)].map(([, status]) => Number(status));
      resolve({ statuses, text, ended });
    };
    const timer = setTimeout(() => settle(false), waitMs);
    socket.on("data", (chunk: Buffer) => {
      text += chunk.toString("latin1");
      if (firstAnswer && text.includes("\r\n\r\n")) settle(true);
    });
    socket.once("error", () => settle(true));
    socket.once("close", () => settle(true));
    socket.once("connect", () => (hangUp ? socket.end(bytes) : socket.write(bytes)));
  });
}
