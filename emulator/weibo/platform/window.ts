const HOUR = 3_600_000;

/** What lets an account speak to a fan (protocols §4.2). */
export type Occasion = "contact" | "mention";

/** How long an occasion holds, and how many sends it is good for. Older pages know others: 72 hours, three sends. */
export type SendRule = Readonly<Record<Occasion, { readonly forMs: number; readonly sends: number }>>;

export const SEND_RULE: SendRule = {
  contact: { forMs: 48 * HOUR, sends: Infinity },
  mention: { forMs: 48 * HOUR, sends: 1 },
};

/** When each occasion was last, and how often the account has spoken on it since. */
export type Opened = { readonly [occasion in Occasion]?: { readonly at: number; readonly used: number } };

const OCCASIONS: readonly Occasion[] = ["contact", "mention"];

/** What one more send leaves of the occasions; undefined where none is open. */
export function spend(opened: Opened, at: number, rule: SendRule): Opened | undefined {
  for (const occasion of OCCASIONS) {
    const last = opened[occasion];
    const { forMs, sends } = rule[occasion];
    if (last !== undefined && at < last.at + forMs && last.used < sends) {
      return { ...opened, [occasion]: { at: last.at, used: last.used + 1 } };
    }
  }
  return undefined;
}

/** The occasions that are open at a moment. Without an end to the sends nothing is said of their number. */
export function openWindows(opened: Opened, at: number, rule: SendRule) {
  return OCCASIONS.flatMap((occasion) => {
    const last = opened[occasion];
    const { forMs, sends } = rule[occasion];
    if (last === undefined || at >= last.at + forMs) return [];
    const scenario = occasion === "contact" ? ("message" as const) : occasion;
    const window = { scenario, closesAt: last.at + forMs };
    return [sends === Infinity ? window : { ...window, left: Math.max(0, sends - last.used), of: sends }];
  });
}
