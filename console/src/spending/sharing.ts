import { endOf } from "../../../src/core/ledger/budget.ts";
import { call } from "../api/call.ts";
import type { Answer } from "../api/endpoints.ts";
import { t } from "../text/index.ts";

export type Sharing = Answer<"GET /spending/accounts/:id/rules">;
export type Rules = Sharing["rules"];
export type Name = keyof Rules;
/** While a field is empty there is no number. */
export type Draft = { [Key in Name]: number | undefined };

export const PLACES: readonly Name[] = ["keptForPeople", "noticesMax"];
export const SHARES: readonly Name[] = ["noticesUntil", "answersUntil", "warnFrom"];
/** What the account really has, by what is counted. */
export const OWN = {
  words: "sendsMax",
  template: "templatesMax",
  subscription: "subscriptionsMax",
} as const satisfies Record<Sharing["budgets"][number]["kind"], Name>;

const PLACES_MAX = 100;
const PERCENT_MAX = 100;
const CALLS_MAX = 2_147_483_647;
/** The largest number that a field takes. */
export const maxOf = (name: Name): number =>
  PLACES.includes(name) ? PLACES_MAX : SHARES.includes(name) ? PERCENT_MAX : CALLS_MAX;

/** What is wrong with a field, in words; undefined where nothing is. */
export function problemOf(name: Name, draft: Draft): string | undefined {
  const value = draft[name];
  const max = maxOf(name);
  if (value === undefined || !Number.isInteger(value) || value < 0 || value > max) {
    return t("spending.rules.wrong", { max: max.toLocaleString() });
  }
  const { noticesUntil = 0, answersUntil = max } = draft;
  return name === "noticesUntil" && noticesUntil > answersUntil ? t("spending.rules.crossed") : undefined;
}

/** What a value does, in words; undefined where the platform counts nothing of the kind. */
export function effectOf(
  name: Name,
  value: number,
  { places, budgets }: Sharing,
  draft: Draft,
): string | undefined {
  const words = budgets.find(({ kind }) => kind === "words");
  switch (name) {
    case "keptForPeople":
      return places === null ? undefined : keptText(Math.min(value, places), places);
    case "noticesMax":
      return value === 0 ? t("spending.rules.notices.none") : t("spending.rules.notices", { n: value });
    case "sendsMax":
    case "templatesMax":
    case "subscriptionsMax": {
      const budget = budgets.find(({ kind }) => OWN[kind] === name);
      if (budget === undefined) return undefined;
      const { per, sends, used } = budget;
      const key = value === 0 ? "spending.rules.calls.ruled" : "spending.rules.calls.own";
      return t(key, {
        per: t(`spending.rules.per.${per}`),
        n: (value === 0 ? sends : value).toLocaleString(),
        ruled: sends.toLocaleString(),
        used: used.toLocaleString(),
      });
    }
    case "noticesUntil":
    case "answersUntil":
    case "warnFrom": {
      if (words === undefined) return undefined;
      const all = (draft.sendsMax ?? 0) || words.sends;
      const n = endOf(all, value / PERCENT_MAX);
      return t(`spending.rules.effect.${name}`, { n: n.toLocaleString(), rest: (all - n).toLocaleString() });
    }
  }
}

function keptText(kept: number, places: number): string {
  if (kept === 0) return t("spending.rules.kept.none", { places });
  if (kept === places) return t("spending.rules.kept.all", { places });
  return t("spending.rules.kept", { places, bot: places - kept, kept });
}

export const keepSharing = (id: string, body: Rules): Promise<Rules> =>
  call("PUT /spending/accounts/:id/rules", { params: { id }, body });

/** The rules that a draft stands for; undefined where it is no rules yet. */
export function rulesOf(draft: Draft): Rules | undefined {
  const names = Object.keys(draft) as Name[];
  return names.some((name) => problemOf(name, draft) !== undefined) ? undefined : (draft as Rules);
}
