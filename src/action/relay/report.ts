import type { Instant } from "../../core/kernel/instant.ts";
import { endOfDay } from "../../core/kernel/zone.ts";
import { type Comparison, COMPARISONS } from "../../core/relay/comparison.ts";
import type { Query } from "../action.ts";
import type { Stores } from "../ports.ts";
import { theAccount } from "../account/rules.ts";
import type { ComparedDay, ExchangeFilter, ShownExchange } from "./ports.ts";

type Store = Pick<Stores, "account" | "relay">;
type Period = { readonly id: string; readonly from: string; readonly until: string };

export type ReportItem = Omit<ShownExchange, "at" | "content"> & {
  readonly at: string;
  /** What she wrote; null of what has no words. */
  readonly fan: string | null;
  readonly kind: string;
};

type Count = { readonly comparison: Comparison; readonly count: number };

/** One day of the house, from its midnight up to the next. */
export type ReportDay = { readonly from: string; readonly until: string; readonly counts: readonly Count[] };

/** How many of each, together and day by day, without a word of anybody's. */
export const countExchanges: Query<
  Period,
  { readonly counts: readonly Count[]; readonly days: readonly ReportDay[] },
  Store & Pick<Stores, "setting">
> = {
  permission: "account.read",
  async ask({ store }, input) {
    await theAccount(store, input.id);
    const zone = (await store.setting.read())["hours.zone"];
    const compared = await store.relay.compared(filterOf(input), zone);
    return { counts: countsOf(compared), days: daysOf(compared, zone) };
  },
};

const countsOf = (compared: readonly ComparedDay[]): Count[] =>
  COMPARISONS.map((comparison) => ({
    comparison,
    count: compared.filter((one) => one.comparison === comparison).reduce((sum, { count }) => sum + count, 0),
  })).filter(({ count }) => count > 0);

function daysOf(compared: readonly ComparedDay[], zone: string): ReportDay[] {
  const days = new Map<Instant, ComparedDay[]>();
  for (const one of compared) days.set(one.began, [...(days.get(one.began) ?? []), one]);
  return [...days].map(([began, found]) => ({
    from: new Date(began).toISOString(),
    until: new Date(endOfDay(began, zone)).toISOString(),
    counts: countsOf(found),
  }));
}

/** What we would have said beside what was said, message by message. */
export const listExchanges: Query<
  Period & {
    readonly comparison?: Comparison | undefined;
    readonly limit: number;
    readonly after?: string | undefined;
  },
  { readonly items: readonly ReportItem[]; readonly next: string | null },
  Store
> = {
  permission: "contact.read_all",
  async ask({ store }, { limit, after, comparison, ...period }) {
    await theAccount(store, period.id);
    const filter = { ...filterOf(period), comparison };
    const found = await store.relay.exchanges(filter, { limit: limit + 1, after: placeIn(after) });
    const shown = found.slice(0, limit);
    const last = found.length > limit ? shown.at(-1) : undefined;
    return {
      items: shown.map(itemOf),
      next: last === undefined ? null : `${last.at} ${last.key}`,
    };
  },
};

const filterOf = ({ id, from, until }: Period): ExchangeFilter => ({
  accountId: id,
  from: Date.parse(from),
  until: Date.parse(until),
});

const PLACE = /^([0-9]{1,15}) ([0-9a-f-]{36})$/;

function placeIn(after: string | undefined): { readonly at: number; readonly key: string } | undefined {
  const [, at, key] = PLACE.exec(after ?? "") ?? [];
  return at === undefined || key === undefined ? undefined : { at: Number(at), key };
}

function itemOf({ at, content, ...exchange }: ShownExchange): ReportItem {
  const { kind, text } = (content ?? {}) as { kind?: unknown; text?: unknown };
  return {
    ...exchange,
    at: new Date(at).toISOString(),
    fan: typeof text === "string" ? text : null,
    kind: typeof kind === "string" ? kind : "unknown",
  };
}
