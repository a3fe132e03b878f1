import { connect } from "node:net";

/** One request, byte for byte as it is to leave: an HTTP client would refuse to send most of these. */
export type Wire = {
  readonly method: string;
  /** Path and query, ASCII. */
  readonly path: string;
  /** `Host`, `Connection` and the length are added where they are not given. */
  readonly headers?: readonly (readonly [name: string, value: string])[];
  readonly body?: string | Uint8Array;
  /** In the place of all this: bytes that are no HTTP. */
  readonly bytes?: string | Uint8Array;
};

/** What came back: the status of the first whole answer; undefined where the connection was ended without one. */
export type Landed = {
  readonly status: number | undefined;
  readonly body: string;
  readonly tookMs: number;
  /** False: neither an answer nor an end within the time. */
  readonly ended: boolean;
};

const WAIT_MS_MAX = 8_000;
const ANSWER_BYTES_MAX = 1024 * 1024;

/**
 * Sends it over a connection of its own, and waits until that is ended; of a stream, and of what
 * cannot ask for the end, until its answer has begun.
 */
export function throwAt(base: string, wire: Wire, now: () => number): Promise<Landed> {
  const { hostname, port } = new URL(base);
  const began = now();
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname.replace(/^\[|\]$/g, ""));
    let text = "";
    const settle = (ended: boolean): void => {
      clearTimeout(timer);
      socket.destroy();
      const [head = "", ...rest] = afterContinue(text).split("\r\n\r\n");
      const status = /^HTTP\/1\.1 ([0-9]{3})/.exec(head)?.[1];
      resolve({
        status: status === undefined ? undefined : Number(status),
        body: rest.join("\r\n\r\n"),
        tookMs: now() - began,
        ended,
      });
    };
    const timer = setTimeout(() => settle(false), WAIT_MS_MAX);
    socket.on("data", (chunk: Buffer) => {
      if (text.length < ANSWER_BYTES_MAX) text += chunk.toString("latin1");
      const isWhole = text.includes("\r\n\r\n") && wire.bytes !== undefined;
      if (isWhole || /content-type: text\/event-stream.*\r\n\r\n/is.test(text)) settle(true);
    });
    socket.once("error", () => settle(true));
    socket.once("close", () => settle(true));
    socket.once("connect", () => socket.write(bytesOf(wire, new URL(base).host)));
  });
}

const afterContinue = (text: string): string => text.replace(/^HTTP\/1\.1 100[^]*?\r\n\r\n/, "");

function bytesOf({ method, path, headers = [], body, bytes }: Wire, host: string): Uint8Array {
  if (bytes !== undefined) return Buffer.from(bytes);
  const content = body === undefined ? undefined : Buffer.from(body);
  const given = new Set(headers.map(([name]) => name.toLowerCase()));
  const added = [
    ["Host", host],
    ["Connection", "close"],
    ...(content === undefined ? [] : [["Content-Length", String(content.length)]]),
  ].filter(([name = ""]) => !given.has(name.toLowerCase()));
  const lines = [...added, ...headers].map(([name, value]) => `${name}: ${value}`);
  const head = [`${method} ${path} HTTP/1.1`, ...lines, "", ""].join("\r\n");
  return Buffer.concat([Buffer.from(head), content ?? new Uint8Array()]);
}
