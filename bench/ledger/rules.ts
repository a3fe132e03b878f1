import type { Allowance, LedgerRules, Trigger } from "../../src/core/ledger/rule.ts";

const TRIGGERS = ["message", "menu", "follow", "scan"] as const satisfies readonly Trigger[];
const CHANGES = ["more", "fewer", "longer", "shorter", "missing"] as const;
type Change = (typeof CHANGES)[number];

export type Break = `${Trigger}.${Change}`;

/** Every rule of ours that can be wrong by one: a place, a second, or not known at all. */
export const BREAKS: readonly Break[] = TRIGGERS.flatMap((trigger) =>
  CHANGES.map((change): Break => `${trigger}.${change}`),
);

/** The rules with one of them altered. */
export function broken(rules: LedgerRules, rule: Break): LedgerRules {
  const [trigger, change] = rule.split(".") as [Trigger, Change];
  return rules.map(({ since, allowances }) => {
    const { [trigger]: allowance, ...others } = allowances;
    const altered = allowance && alter(allowance, change);
    return { since, allowances: altered === undefined ? others : { ...others, [trigger]: altered } };
  });
}

function alter({ places = 0, forMs }: Allowance, change: Change): Allowance | undefined {
  switch (change) {
    case "more":
      return { places: places + 1, forMs };
    case "fewer":
      return { places: places - 1, forMs };
    case "longer":
      return { places, forMs: forMs + 1_000 };
    case "shorter":
      return { places, forMs: forMs - 1_000 };
    case "missing":
      return undefined;
  }
}
