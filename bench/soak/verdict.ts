import type { Rows } from "../database/rows.ts";

/** What a soak has shown; times in ms since its measured time began. */
export type Shown = {
  readonly minutes: number;
  readonly p99Ms: number;
  /** Messages in the measured time, and all from the first on. */
  readonly messages: number;
  readonly sent: number;
  /** No answer in time, a wrong one, or a broken connection. */
  readonly failed: number;
  /** Rows that these messages left, by what they are. */
  readonly rows: Rows;
  readonly memory: readonly { readonly atMs: number; readonly bytes: number }[];
  readonly tables: readonly { readonly atMs: number; readonly bytes: number; readonly inserted: number }[];
};

export type Verdict = {
  readonly mark: string;
  readonly found: string;
  /** A run may be too small to tell. */
  readonly outcome: "held" | "NOT HELD" | "too small";
};

const p99MsMax = 300;

/**
 * The smallest leak there is keeps an id for each message: a string of 36 characters and its place in a map, 100 bytes
 * and more. Half of it is the mark, so that it shows, and the garbage collector's ups and downs do not.
 */
const leakBytesMax = 50;

/** The door remembers so many nonces of an account: until it has them, memory grows and must. */
const noncesMax = 200_000;

/** What a row costs at the end of a soak, over what it cost in the beginning. */
const bloatMax = 1.1;

/** Files grow by pieces of up to half a megabyte, and there are some dozens: in less than this they would show. */
const thirdBytesMin = 100_000_000;

const msPerMinute = 60_000;
const megabyte = 1_000_000;

const isHeld = (held: boolean) => (held ? "held" : "NOT HELD");

export const verdictsOf = (shown: Shown): readonly Verdict[] => [
  latencyOf(shown),
  lossOf(shown),
  answersOf(shown),
  memoryOf(shown),
  bloatOf(shown),
];

const latencyOf = ({ p99Ms }: Shown): Verdict => ({
  mark: `p99 below ${p99MsMax} ms`,
  found: `${p99Ms.toFixed(1)} ms`,
  outcome: isHeld(p99Ms < p99MsMax),
});

/** Whatever was answered: what was sent is there. */
function lossOf({ sent, rows }: Shown): Verdict {
  const { inbox, fanMessages } = rows;
  return {
    mark: "nothing is lost: a row in inbox and one in message for every message sent",
    found: `${sent} sent, ${inbox} and ${fanMessages} there`,
    outcome: isHeld(inbox === sent && fanMessages === sent),
  };
}

/** A server that is overrun stores messages and answers them later: nothing lost, but this mark not held. */
function answersOf({ sent, failed, rows }: Shown): Verdict {
  const wrong = Object.entries(rows).filter(([, count]) => count !== sent);
  return {
    mark: "every message is answered with its webhook, once, rightly, in five seconds",
    found: [`${failed} failed`, ...wrong.map(([name, count]) => `${name} ${count}`)].join(", "),
    outcome: isHeld(failed === 0 && wrong.length === 0),
  };
}

function memoryOf({ memory, messages, minutes }: Shown): Verdict {
  const slope = slopeOf(memory.slice(Math.floor(memory.length / 2))) * msPerMinute;
  const max = (leakBytesMax * messages) / minutes;
  return {
    mark: `in the second half the server's memory grows by less than ${leakBytesMax} B a message`,
    found: `${(slope / megabyte).toFixed(2)} MB a minute, where ${(max / megabyte).toFixed(2)} are allowed`,
    outcome: messages / 2 < noncesMax ? "too small" : isHeld(slope < max),
  };
}

function bloatOf({ tables }: Shown): Verdict {
  const mark = `in the last third a row costs at most ${bloatMax} times what it cost in the first`;
  const third = Math.floor((tables.length - 1) / 3);
  if (third === 0) return { mark, found: "there are no thirds", outcome: "too small" };
  const first = growthOf(tables.slice(0, third + 1));
  const last = growthOf(tables.slice(-third - 1));
  return {
    mark,
    found: `${first.perRow.toFixed(0)} B, then ${last.perRow.toFixed(0)} B`,
    outcome: first.bytes < thirdBytesMin ? "too small" : isHeld(last.perRow <= first.perRow * bloatMax),
  };
}

function growthOf(tables: Shown["tables"]): { readonly bytes: number; readonly perRow: number } {
  const [begin, end] = [tables[0], tables.at(-1)];
  if (begin === undefined || end === undefined) return { bytes: 0, perRow: Number.NaN };
  const bytes = end.bytes - begin.bytes;
  return { bytes, perRow: bytes / (end.inserted - begin.inserted) };
}

/** Of the straight line with the least squares, in bytes per ms. */
function slopeOf(points: Shown["memory"]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;
  const at = mean(points.map(({ atMs }) => atMs));
  const middle = mean(points.map(({ bytes }) => bytes));
  const over = points.reduce((sum, { atMs, bytes }) => sum + (atMs - at) * (bytes - middle), 0);
  const under = points.reduce((sum, { atMs }) => sum + (atMs - at) ** 2, 0);
  return over / under;
}
