import type { Answer } from "../../api/endpoints.ts";
import { t } from "../../text/index.ts";

export type BotReport = Answer<"GET /knowledge/report">;
export type Fates = Omit<BotReport["days"][number], "from">;

/** In the order in which they stand on a bar. */
export const FATES = ["contained", "handedOver", "unanswered", "open"] as const;

const NONE: Fates = { contacts: 0, contained: 0, handedOver: 0, unanswered: 0, open: 0 };

export const sumOf = (days: readonly Fates[]): Fates =>
  days.reduce(
    (sum, day) => ({
      contacts: sum.contacts + day.contacts,
      contained: sum.contained + day.contained,
      handedOver: sum.handedOver + day.handedOver,
      unanswered: sum.unanswered + day.unanswered,
      open: sum.open + day.open,
    }),
    NONE,
  );

/** Of nothing there is no share. */
export const shareOf = (part: number, whole: number): string =>
  whole === 0 ? "–" : `${((100 * part) / whole).toFixed(1)}%`;

const MINUTE_MS = 60_000;

export const lasting = (ms: number): string =>
  ms < MINUTE_MS
    ? t("bot.seconds", { n: Math.round(ms / 1_000) })
    : t("bot.minutes", { n: Math.round(ms / MINUTE_MS) });
