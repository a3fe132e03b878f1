import { scopeOf } from "../../core/access/actor.ts";
import { Fault } from "../../core/kernel/fault.ts";
import { DAY } from "../../core/kernel/instant.ts";
import { startOfDay } from "../../core/kernel/zone.ts";
import type { Query } from "../action.ts";
import type { Stores } from "../ports.ts";
import type { AttainedDay } from "./ports.ts";

/** Whole days: three months. */
const DAYS_MAX = 93;

type ShownDay = Omit<AttainedDay, "began"> & { readonly from: string };

/**
 * What was asked in public and when it was answered, by day and account (days, G1, G2).
 * @throws Fault `social_report_too_long` {days}
 */
export const readAttained: Query<
  { readonly from: string; readonly until: string; readonly account?: string | undefined },
  { readonly days: readonly ShownDay[] },
  Pick<Stores, "setting" | "socialReport">
> = {
  permission: "report.read",
  async ask({ store, actor, at }, { account: accountId, ...period }) {
    const zone = (await store.setting.read())["hours.zone"];
    const [from, until] = [startOfDay(Date.parse(period.from), zone), Date.parse(period.until)];
    if (until - from > DAYS_MAX * DAY) {
      throw new Fault("social_report_too_long", `Ask for ${DAYS_MAX} days at most.`, { days: DAYS_MAX });
    }
    const asked = { from, until, zone, accountId, at };
    const days = await store.socialReport.attained(asked, scopeOf(actor, "report.read"));
    return {
      days: days.map(({ began, ...day }) => ({ from: new Date(began).toISOString(), ...day })),
    };
  },
};
