const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** What lets an account speak to a fan (protocols §1.10, a mini program §3). Each is counted by itself. */
export type Scenario = "message" | "menu" | "follow" | "scan" | "enter";

type Allowance = { readonly sends: number; readonly forMs: number };
type SendRule = {
  /** In force from here on, in ms. */
  readonly since: number;
  readonly allowances: Readonly<Record<Scenario, Allowance>>;
};

/** Oldest first. A change of the platform's rules is a new row, not another number. */
export const SEND_RULES: readonly SendRule[] = [
  {
    since: Date.parse("2023-06-12T00:00:00+08:00"),
    allowances: {
      message: { sends: 5, forMs: 48 * HOUR },
      menu: { sends: 3, forMs: MINUTE },
      follow: { sends: 3, forMs: MINUTE },
      scan: { sends: 3, forMs: MINUTE },
      enter: { sends: 2, forMs: MINUTE },
    },
  },
];

/** When each scenario was triggered last, and how often the account has spoken since. */
export type Opened = { readonly [scenario in Scenario]?: { readonly at: number; readonly used: number } };

export type Window = {
  readonly scenario: Scenario;
  readonly closesAt: number;
  readonly left: number;
  readonly of: number;
};

/** Not cumulative: a trigger sets its scenario back to its own number. */
export const trigger = (opened: Opened, scenario: Scenario, at: number): Opened => ({
  ...opened,
  [scenario]: { at, used: 0 },
});

/** The windows that are open at a moment, also those that are used up; the one that closes first leads. */
export function openWindows(opened: Opened, at: number): readonly Window[] {
  const rule = SEND_RULES.findLast(({ since }) => since <= at);
  if (rule === undefined) return [];
  return (Object.keys(rule.allowances) as Scenario[])
    .flatMap((scenario) => {
      const last = opened[scenario];
      if (last === undefined) return [];
      const { sends, forMs } = rule.allowances[scenario];
      return [{ scenario, closesAt: last.at + forMs, left: Math.max(0, sends - last.used), of: sends }];
    })
    .filter(({ closesAt }) => at < closesAt)
    .toSorted((a, b) => a.closesAt - b.closesAt);
}

/** What one more send does: which scenario pays for it, or why it is refused (45015 no window, 45047 used up). */
export function spend(
  opened: Opened,
  at: number,
):
  | { readonly kind: "allowed"; readonly scenario: Scenario; readonly opened: Opened }
  | { readonly kind: "refused"; readonly code: 45_015 | 45_047 } {
  const windows = openWindows(opened, at);
  if (windows.length === 0) return { kind: "refused", code: 45_015 };
  const scenario = windows.find(({ left }) => left > 0)?.scenario;
  const last = scenario && opened[scenario];
  if (scenario === undefined || last === undefined) return { kind: "refused", code: 45_047 };
  return {
    kind: "allowed",
    scenario,
    opened: { ...opened, [scenario]: { at: last.at, used: last.used + 1 } },
  };
}
