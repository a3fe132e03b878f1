import { get, type IncomingMessage } from "node:http";
import { setTimeout as delay } from "node:timers/promises";

export type Frame = { readonly event: string; readonly data: Readonly<Record<string, unknown>> };

/** A browser's end of a stream, which keeps what it was told. */
export type EventStream = {
  readonly frames: Frame[];
  readonly status: number;
  readonly ended: Promise<void>;
  /** The first frame that is right, of those told already or within the time. */
  readonly until: <T extends Frame = Frame>(right: (frame: Frame) => boolean, msMax?: number) => Promise<T>;
  readonly stopReading: () => void;
  readonly close: () => void;
};

const WAIT_MS_MAX = 5_000;
const LOOK_MS = 5;

export async function openEventStream(url: string, cookie: string): Promise<EventStream> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const headers = { cookie, accept: "text/event-stream" };
    get(`${url}/api/v1/stream`, { headers, agent: false }, resolve).once("error", reject);
  });
  const frames: Frame[] = [];
  let rest = "";
  response.setEncoding("utf8");
  response.on("data", (chunk: string) => {
    const parts = (rest + chunk).split("\n\n");
    rest = parts.pop() ?? "";
    for (const part of parts) frames.push(readFrame(part));
  });
  response.on("error", () => undefined);
  const ended = new Promise<void>((resolve) => response.once("close", resolve));
  return {
    frames,
    status: response.statusCode ?? 0,
    ended,
    async until<T extends Frame>(right: (frame: Frame) => boolean, msMax = WAIT_MS_MAX) {
      const deadline = performance.now() + msMax;
      for (;;) {
        const found = frames.find(right);
        if (found !== undefined) return found as T;
        if (performance.now() > deadline) {
          throw new Error(
            `not told within ${msMax} ms; told: ${JSON.stringify(frames.slice(-5)).slice(0, 2_000)}`,
          );
        }
        await delay(LOOK_MS);
      }
    },
    stopReading: () => response.pause(),
    close: () => response.destroy(),
  };
}

function readFrame(text: string): Frame {
  const field = (name: string): string =>
    text
      .split("\n")
      .find((line) => line.startsWith(`${name}: `))
      ?.slice(name.length + 2) ?? "";
  return { event: field("event"), data: JSON.parse(field("data")) as Frame["data"] };
}
