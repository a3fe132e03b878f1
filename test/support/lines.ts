import type { Readable } from "node:stream";

export type LogLine = Readonly<Record<string, unknown>>;

/** The JSON lines that a process has written so far. */
export type Lines = {
  readonly all: () => readonly LogLine[];
  /** The first line of this kind, written or still to come; undefined when the process ended or time is up. */
  readonly until: (fits: (line: LogLine) => boolean, waitMs?: number) => Promise<LogLine | undefined>;
};

const waitMsDefault = 3_000;

/** A line that is no JSON becomes `{ msg: line }`. */
export function readLines(stream: Readable): Lines {
  const lines: LogLine[] = [];
  const listeners = new Set<() => void>();
  let rest = "";
  let ended = false;

  stream.setEncoding("utf8");
  stream.on("data", (chunk: string) => {
    const parts = (rest + chunk).split("\n");
    rest = parts.pop() ?? "";
    for (const part of parts) lines.push(parse(part));
    for (const listener of listeners) listener();
  });
  stream.once("close", () => {
    ended = true;
    for (const listener of listeners) listener();
  });

  return {
    all: () => lines,
    until: (fits, waitMs = waitMsDefault) =>
      new Promise((resolve) => {
        const settle = (line: LogLine | undefined): void => {
          clearTimeout(timer);
          listeners.delete(look);
          resolve(line);
        };
        const look = (): void => {
          const line = lines.find(fits);
          if (line !== undefined || ended) settle(line);
        };
        const timer = setTimeout(() => settle(undefined), waitMs);
        listeners.add(look);
        look();
      }),
  };
}

function parse(text: string): LogLine {
  try {
    return JSON.parse(text) as LogLine;
  } catch {
    return { msg: text };
  }
}
