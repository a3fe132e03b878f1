import { describe, expect, it } from "@jest/globals";

import { parseOptions } from "../../bench/ingest/options.ts";
import { type Shown, verdictsOf } from "../../bench/soak/verdict.ts";

const everyMs = 2_000;
const stretchMs = 30_000;
const perSecond = 1_667;

/** Ten quiet minutes at full rate; memory goes up and down, a row costs 200 B. */
function quiet({ minutes = 10, leakBytes = 0, lastThirdBytes = 200 } = {}): Shown {
  const messages = minutes * 60 * perSecond;
  const stretches = minutes * 2;
  const rowsEach = (messages * 9) / stretches;
  const sent = messages + 16_670;
  let bytes = 1e9;
  return {
    minutes,
    p99Ms: 40,
    messages,
    sent,
    failed: 0,
    rows: {
      inbox: sent,
      inboxAnswered: sent,
      fanMessages: sent,
      replies: sent,
      answeredEvents: sent,
      outbox: sent,
    },
    memory: Array.from({ length: (minutes * 60_000) / everyMs }, (_, n) => ({
      atMs: n * everyMs,
      // Filling up at first, as every process does.
      bytes: 3e8 - 1e8 / (1 + n) + (n % 7) * 4e6 + n * (everyMs / 1_000) * perSecond * leakBytes,
    })),
    tables: Array.from({ length: stretches + 1 }, (_, n) => {
      if (n > 0) bytes += rowsEach * (n > (stretches * 2) / 3 ? lastThirdBytes : 200);
      return { atMs: n * stretchMs, bytes, inserted: n * rowsEach };
    }),
  };
}

function withRows(rows: Partial<Shown["rows"]>): Shown {
  const shown = quiet();
  return { ...shown, rows: { ...shown.rows, ...rows } };
}

const outcomes = (shown: Shown) => verdictsOf(shown).map(({ outcome }) => outcome);

describe("a soak", () => {
  it("holds where all is quick, there, and flat", () => {
    expect(outcomes(quiet())).toEqual(["held", "held", "held", "held", "held"]);
  });

  it.each<[string, Shown, readonly number[]]>([
    ["slow answers", { ...quiet(), p99Ms: 300 }, [0]],
    ["a message too few", withRows({ fanMessages: 1 }), [1, 2]],
    ["an answer that failed", { ...quiet(), failed: 1 }, [2]],
    ["an answer that left no row", withRows({ outbox: 1 }), [2]],
    ["100 B kept of each message", quiet({ leakBytes: 100 }), [3]],
    ["rows that come to cost more", quiet({ lastThirdBytes: 225 }), [4]],
  ])("does not hold with %s", (_, shown, places) => {
    const wanted = Array.from({ length: 5 }, (_, n) => (places.includes(n) ? "NOT HELD" : "held"));
    expect(outcomes(shown)).toEqual(wanted);
  });

  it("judges neither memory nor tables where it is too small for it", () => {
    expect(outcomes(quiet({ minutes: 1, leakBytes: 100, lastThirdBytes: 400 }))).toEqual([
      "held",
      "held",
      "held",
      "too small",
      "too small",
    ]);
  });
});

describe("the options of a run", () => {
  it("are ten minutes at 1,667 a second for a soak, unless somebody says otherwise", () => {
    expect(parseOptions(["--soak"]).soak).toEqual({ perSecond: 1_667, seconds: 600 });
    expect(parseOptions(["--soak", "--minutes", "1", "--rate", "300"]).soak).toEqual({
      perSecond: 300,
      seconds: 60,
    });
    expect(parseOptions([])).toMatchObject({ platform: "wechat", mode: "plain", soak: undefined });
  });

  it.each([
    [["--minutes", "1"], /--soak/],
    [["--soak", "10m"], /10m/],
    [["--soak", "--rate", "1.5"], /--rate takes whole numbers/],
    [["--platform", "qq"], /--platform takes wechat or weibo/],
    [["--platform", "weibo", "--mode", "safe"], /Weibo has no safe mode/],
    [["--speed", "9"], /--platform weibo/],
  ])("refuse %j with a word of help", (args, help) => {
    expect(() => parseOptions(args)).toThrow(help);
  });
});
