import type { Instant } from "../../core/kernel/instant.ts";

/** What became of the contacts that the bot met. */
export type Fates = {
  readonly contacts: number;
  /** Answered by the bot, over, and never a person's: it was enough, or she went away. */
  readonly contained: number;
  /** Given to people, for whatever reason. */
  readonly handedOver: number;
  /** Over without an answer of the bot's and without a person. */
  readonly unanswered: number;
  /** The bot still has them. */
  readonly open: number;
};

export type BotDay = Fates & { readonly began: Instant };

export type BotEntry = {
  readonly id: string;
  /** As it is called now. */
  readonly title: string;
  readonly answered: number;
  /** What she wrote next was that it did not help: a wish for a person, or the same once more. */
  readonly wrong: number;
};

export type BotFigures = {
  readonly days: readonly BotDay[];
  /** Most answered first. */
  readonly entries: readonly BotEntry[];
  readonly messages: {
    readonly answered: number;
    readonly clarified: number;
    readonly missed: number;
    readonly wrong: number;
  };
  /** Fans who asked for a person, or were not understood: how many reached one, and how long it took. */
  readonly people: {
    readonly wished: number;
    readonly reached: number;
    readonly medianMs: number | null;
    readonly p90Ms: number | null;
  };
};

export type BotReportStore = {
  /** Contacts that began within the period; its days are those of the zone. */
  readonly figures: (
    accountId: string,
    period: { readonly from: Instant; readonly until: Instant; readonly zone: string },
  ) => Promise<BotFigures>;
};
