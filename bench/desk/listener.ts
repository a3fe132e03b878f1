/** Desks that listen: one connection per agent, told apart by number. */
export type Listeners = { readonly close: () => Promise<void> };

/** What was sent and has to appear at one agent's desk, once. */
export type Watched = {
  readonly seen: (agent: number, text: string) => void;
};

export type Tracker = Watched & {
  /** The message leaves now; returns its text. */
  readonly sent: (agent: number) => string;
  readonly measuring: (on: boolean) => void;
  /** Latencies of what was sent while measuring, in ms, and what went wrong. */
  readonly result: () => {
    readonly latencies: readonly number[];
    readonly lost: number;
    readonly wrong: number;
  };
};

/** Follows each text from its departure to the right desk. */
export function createTracker(run: string): Tracker {
  const underWay = new Map<
    string,
    { readonly agent: number; readonly at: number; readonly counts: boolean }
  >();
  const latencies: number[] = [];
  let [next, wrong, measuring] = [0, 0, false];
  return {
    sent(agent) {
      const text = `消息 ${run}-${next++}`;
      underWay.set(text, { agent, at: performance.now(), counts: measuring });
      return text;
    },
    seen(agent, text) {
      const found = underWay.get(text);
      if (found === undefined || found.agent !== agent) {
        wrong += 1;
        return;
      }
      underWay.delete(text);
      if (found.counts) latencies.push(performance.now() - found.at);
    },
    measuring: (on) => void (measuring = on),
    result: () => ({ latencies, lost: underWay.size, wrong }),
  };
}
