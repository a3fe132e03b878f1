import { DAY } from "../../core/kernel/instant.ts";
import { startOfDay } from "../../core/kernel/zone.ts";
import { readExpiring, type ShownExpiring } from "../knowledge/expiry.ts";
import { theAccount } from "../account/rules.ts";
import type { Query } from "../action.ts";
import type { Stores } from "../ports.ts";
import type { BotDay, BotFigures } from "./ports.ts";

export type BotReport = Omit<BotFigures, "days"> & {
  /** Null: there is no account. */
  readonly accountId: string | null;
  readonly accounts: readonly { readonly id: string; readonly name: string }[];
  readonly from: string;
  /** What answers now and ends soon. */
  readonly expiring: readonly ShownExpiring[];
  readonly days: readonly (Omit<BotDay, "began"> & { readonly from: string })[];
};

/**
 * 机器人报告 of the last days, today among them: what it answered, by entry, what of that was wrong, what it kept, and
 * how many of those who wished for a person reached one (days, G27).
 * @throws Fault `account_gone`
 */
export const readBotReport: Query<
  { readonly accountId?: string | undefined; readonly days: number },
  BotReport,
  Pick<Stores, "account" | "setting" | "botReport" | "knowledge">
> = {
  permission: "report.read",
  async ask({ store, actor, at }, { accountId: wanted, days }) {
    if (wanted !== undefined) await theAccount(store, wanted);
    const accounts = (await store.account.list())
      .filter(({ state, id }) => state === "active" || id === wanted)
      .map(({ id, name }) => ({ id, name }));
    const accountId = wanted ?? accounts[0]?.id ?? null;
    const zone = (await store.setting.read())["hours.zone"];
    const from = startOfDay(at - (days - 1) * DAY, zone);
    const figures =
      accountId === null ? NOTHING : await store.botReport.figures(accountId, { from, until: at + 1, zone });
    const expiring =
      accountId === null ? [] : (await readExpiring.ask({ store, actor, at }, { accountId })).items;
    return {
      ...figures,
      expiring,
      accountId,
      accounts,
      from: new Date(from).toISOString(),
      days: figures.days.map(({ began, ...day }) => ({ from: new Date(began).toISOString(), ...day })),
    };
  },
};

const NOTHING: BotFigures = {
  days: [],
  entries: [],
  messages: { answered: 0, clarified: 0, missed: 0, wrong: 0 },
  people: { wished: 0, reached: 0, medianMs: null, p90Ms: null },
};
