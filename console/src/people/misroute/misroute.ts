import { BOUNCE_REASONS } from "../../../../src/core/contact/happening/words.ts";
import type { Answer } from "../../api/endpoints.ts";
import { t } from "../../text/index.ts";

export type Misroutes = Answer<"GET /misroutes">;
export type MisrouteItems = Answer<"GET /misroutes/items">;
export type Way = Misroutes["ways"][number];
type Sender = Misroutes["senders"][number];

/** Which of them are looked at. */
export type Chosen =
  | { readonly kind: "all" }
  | { readonly kind: "sender"; readonly sender: Sender }
  | { readonly kind: "way"; readonly way: Way };

export function queryOf(chosen: Chosen): {
  readonly sender?: string;
  readonly from?: string;
  readonly to?: string;
} {
  switch (chosen.kind) {
    case "all":
      return {};
    case "sender":
      return { sender: chosen.sender.id };
    case "way":
      return { from: chosen.way.from.id, to: chosen.way.to.id };
  }
}

/** Where it was sent; what stayed in its queue was given to a colleague by name. */
export const toName = ({ from, to }: Pick<Way, "from" | "to">): string =>
  from.id === to.id ? t("misroute.same", { name: to.name }) : to.name;

export function titleOf(chosen: Chosen): string {
  switch (chosen.kind) {
    case "all":
      return t("misroute.all");
    case "sender":
      return t("misroute.of_sender", { name: chosen.sender.name });
    case "way":
      return t("misroute.of_way", { from: chosen.way.from.name, to: toName(chosen.way) });
  }
}

type Whys = Sender["whys"];

/** Only the reasons that were given, so that a table is no wider than it has to be. */
export const reasonsOf = (all: readonly { readonly whys: Whys }[]) =>
  BOUNCE_REASONS.filter((why) => all.some(({ whys }) => (whys[why] ?? 0) > 0));

export const shown = (count: number | undefined): string =>
  count === undefined || count === 0 ? "–" : count.toLocaleString();
