import type { Frame } from "../../core/desk/frame.ts";
import type { Reach } from "../../core/desk/reach.ts";

/** One browser window's end of a stream. What was given is sent in order, or the window is gone. */
export type Window = {
  readonly send: (text: string) => void;
  /** The line ends after what was sent. */
  readonly end: () => void;
};

/** Who looks on, and by which sign-in. */
export type Visitor = { readonly staffId: string; readonly sessionId: string; readonly reach: Reach };

export type Line = Visitor & { readonly window: Window };

/** The open streams of this process, by person. */
export type Lines = {
  readonly add: (line: Line) => void;
  readonly leave: (line: Line) => void;
  /** Tells why, and ends it. */
  readonly end: (line: Line, code: string) => void;
  /** The same to all windows of a person, in one piece. */
  readonly tell: (staffId: string, frames: readonly Frame[]) => void;
  readonly all: () => readonly Line[];
  readonly has: (staffId: string) => boolean;
};

/** So many windows of one person; a further one ends the oldest, which is most likely dead and does not know it. */
export const STREAMS_OF_ONE_MAX = 10;

/** `gone`: nobody looks at this person's desk any more. */
export function createLines(gone: (staffId: string) => void): Lines {
  const lines = new Map<string, Set<Line>>();

  function leave(line: Line): void {
    const own = lines.get(line.staffId);
    if (own?.delete(line) !== true || own.size > 0) return;
    lines.delete(line.staffId);
    gone(line.staffId);
  }

  function end(line: Line, code: string): void {
    line.window.send(written({ event: "bye", data: { code } }));
    line.window.end();
    leave(line);
  }

  return {
    leave,
    end,
    add(line) {
      const own = lines.get(line.staffId) ?? new Set();
      lines.set(line.staffId, own.add(line));
      const [oldest] = own;
      if (own.size > STREAMS_OF_ONE_MAX && oldest !== undefined) end(oldest, "too_many_streams");
    },
    tell(staffId, frames) {
      const own = lines.get(staffId);
      if (own === undefined || frames.length === 0) return;
      const text = frames.map(written).join("");
      for (const { window } of own) window.send(text);
    },
    all: () => [...lines.values()].flatMap((own) => [...own]),
    has: (staffId) => lines.has(staffId),
  };
}

/** As the event stream has it (HTML standard, section 9.2): JSON holds no line break. */
export const written = ({ event, data }: Frame): string =>
  `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
